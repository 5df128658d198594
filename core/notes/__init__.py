"""The notes of the sung melody."""
