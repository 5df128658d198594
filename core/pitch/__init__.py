"""Voice in, sung pitch out."""
