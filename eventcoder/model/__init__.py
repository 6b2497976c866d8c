"""Frozen data types, lowest layer but one: data only, with small look-ups at most."""
