"""Drums and mix in, tempo and beats out."""
