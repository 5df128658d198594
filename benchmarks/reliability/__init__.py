"""What befalls a server, done to a real one: kills, floods, rubbish, full disks."""
