"""The window of all songs: what waits, what is in work, what is done."""
