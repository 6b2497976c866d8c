"""Hand-coded dyads and judged events of real stories."""
