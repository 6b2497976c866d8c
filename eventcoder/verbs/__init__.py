"""Clauses to matches: which pattern fits, and what an event inside an event makes of it."""
