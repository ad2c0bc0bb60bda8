"""The program `salestui`, also as `python -m salestui`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    from salestui.cli.start import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
