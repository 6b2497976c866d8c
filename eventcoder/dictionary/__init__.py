"""Dictionaries: entries as written, read from YAML, and compiled for look-up."""
