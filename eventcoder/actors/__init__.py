"""Who is who: names, agent nouns and what stands for them, as CAMEO actor codes."""
