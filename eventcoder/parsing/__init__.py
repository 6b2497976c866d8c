"""Text to parses: the Stanza parser, CoNLL-U files, saved parses."""
