"""In what form are the names of templates and parameters compared?"""

from __future__ import annotations

import unicodedata

from battlex.languages.lexicon import fold


def template_key(name: str) -> str:
    """The form in which template names are compared: blanks for underscores, single, and no difference of case."""
    return " ".join(name.replace("_", " ").split()).casefold()


def parameter_key(name: str) -> str:
    """The form in which parameter names are compared: as template names, with digits of all scripts as 0–9.

    Letters that editors of Arabic script mix up and vowel points are made alike too (see ``fold``).
    """
    if not name.isascii():
        name = "".join(c if c.isascii() or not c.isdigit() else str(unicodedata.digit(c, c)) for c in name)
    return " ".join(fold(name.replace("_", " ")).split())
