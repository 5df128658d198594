"""Widgets that several windows are made of, in the theme's colours."""
