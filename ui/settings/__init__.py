"""The settings window, a page a subject."""
