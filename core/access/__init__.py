"""Who may come in: paired devices, approved addresses, and those who ask to be let in."""
