"""Detection on tables whose labels are known: pia beside its peers."""
