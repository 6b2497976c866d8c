"""Tools for those who keep dictionaries."""
