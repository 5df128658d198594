"""Stems as sound: one mixer into one device."""
