"""What a parse says, in the words of dictionary authors: slots, phrases, clauses."""
