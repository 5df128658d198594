"""Whether there is a newer Backline: told, never installed."""
