"""Whoever asked for it is told that a job has ended, by a signed POST to an address of the network."""
