"""Detection beside peers, and on texts."""
