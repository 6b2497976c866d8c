"""Matches and actors to events; what is kept and what is dropped."""
