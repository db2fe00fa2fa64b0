"""`python -m pia`, and the program `pia`."""

from __future__ import annotations

import sys

from pia import crashes

_ABORTED, _BUG = 1, 70


def main() -> None:
    """Run the command line; whatever breaks it, no word of an error comes out."""
    crashes.keep_quiet()
    try:
        from pia import cli

        cli.main()
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            raise
        _end(stop)
    except KeyboardInterrupt:
        sys.stderr.write("Aborted!\n")
        sys.exit(_ABORTED)
    except BaseException as error:  # even those that no program should catch carry words
        _end(error)


def _end(error: BaseException) -> None:
    sys.stderr.write(f"{crashes.bug(error, error.__traceback__)}\n")
    sys.exit(_BUG)


if __name__ == "__main__":
    main()
