"""Song in, stems out."""
