"""Accompaniment in, chords and key out."""
