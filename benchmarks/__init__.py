"""Peers side by side: see README.md."""
