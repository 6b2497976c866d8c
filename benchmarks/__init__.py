"""Scores on hand-coded sets, speed, and draws for judging by hand: ``python -m benchmarks``."""
