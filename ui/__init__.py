"""Windows over `core.service`: the tray, the queue, a song, settings."""
