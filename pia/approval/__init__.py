"""What is approved, by whom, and whether it still holds: surfaces, statements, keys, signatures, policies."""
