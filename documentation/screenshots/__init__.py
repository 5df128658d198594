"""`python -m documentation.screenshots`: every window, light and dark, at 1x and 2x, in docs/screenshots."""
