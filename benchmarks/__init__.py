"""Measurements that anyone can run again; each writes its table into docs/."""
