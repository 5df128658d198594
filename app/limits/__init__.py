"""How much one client may ask, how fast it has to be, and how many may come at once."""
