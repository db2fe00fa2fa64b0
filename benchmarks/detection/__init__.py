"""Detection on tables and texts whose labels are known: pia beside its peers."""
