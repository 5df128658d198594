"""Pairing phones: the QR code, the question of one that asks, the list of those let in."""
