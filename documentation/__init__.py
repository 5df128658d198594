"""What `docs/` holds about the API, written by `python -m documentation`."""
