"""What a reader remembers from one sentence to the next."""
