"""`python -m documentation.screenshots`: every window, and with `.page` behind it every view of the page."""
