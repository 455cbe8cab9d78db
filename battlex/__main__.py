"""``python -m battlex``: the same as the command ``battlex``."""

from battlex.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
