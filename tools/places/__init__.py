"""Builds the gazetteer that ships with eventcoder."""
