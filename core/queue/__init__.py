"""Whose turn it is, and what becomes of a job."""
