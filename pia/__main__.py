"""`python -m pia`."""

from __future__ import annotations

from pia.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
