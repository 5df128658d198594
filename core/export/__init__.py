"""Results in the forms that musicians use elsewhere."""
