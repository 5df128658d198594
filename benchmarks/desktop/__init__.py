"""The program with windows, on a screen of its own: how soon it is there, what it takes, how it answers."""
