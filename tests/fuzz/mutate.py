"""``python -m tests.fuzz.mutate FILE… [--times N]``: mutate whole articles and files and see that nothing breaks.

FILE is wikitext, JSON lines with ``wikitext`` and ``language``, a file of cases, of which some at a time are a text, or a dump. Each is changed N times (bytes flipped, pieces
cut, doubled, moved, braces dropped or put in), read, and the outcome checked: no exception, no span outside the text, no
second and more for an article of 100,000 characters. What fails is kept in ``.fuzz/`` (or BATTLEX_FUZZ).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import battlex
from battlex.errors import BattlexError
from tests.casefiles import read
from tests.fuzz.targets import LANGUAGES, TARGETS, any_file, sound

MOST_SECONDS = 1.0
"""What an article of 100,000 characters may take at most; a larger one more in proportion."""
_MARKS = ("{{", "}}", "[[", "]]", "|", "=", "<ref>", "</ref>", "<!--", "-->", "\n", "{|", "|}", "<nowiki>", "(", ")")
_STRANGE = ("\0", "\ud800", "\u202e", "0", "½", "一", "–", "1,", "&amp;", "\ufffc")
_SIGNS = (" ", "-", ",", ", 000", "9", "300", ".", ":", "。", "&nbsp;", "«", '"', "%")
_TOP = 6000
"""Most changes are made in the beginning of an article, where the infobox is."""


def mutated(text: str, chance: random.Random) -> str:
    """The text with some changes."""
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if len(text) < 10:
            return text
        top = len(text) if chance.random() < 0.4 else min(len(text), _TOP)
        first = chance.randrange(top)
        last = min(len(text), first + chance.choice((1, 2, 5, 20, 200, 2000)))
        kind = chance.randrange(7)
        if kind == 0:
            text = flipped(text.encode("utf-8", "replace"), chance, top).decode("utf-8", "replace")
        elif kind == 1:
            text = text[:first] + text[last:]
        elif kind == 2:
            text = text[:last] + text[first:last] * chance.choice((1, 2, 10, 50)) + text[last:]
        elif kind == 3 and chance.random() < 0.3:
            text = text[:first]
        elif kind == 4:
            mark = chance.choice(_MARKS)
            place = text.find(mark, first)
            text = text[:place] + text[place + len(mark) :] if place >= 0 else text
        elif kind == 5:
            text = text[:first] + chance.choice(_MARKS + _STRANGE) * chance.choice((1, 1, 2, 50)) + text[first:]
        else:
            place = chance.randrange(len(text))
            text = text[:first] + text[place : place + 200] + text[first:]
    return text


def flipped(data: bytes, chance: random.Random, top: int) -> bytes:
    """The bytes with some bits flipped."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if changed else 0):
        changed[chance.randrange(min(len(changed), top))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes of a file with some changes."""
    for _ in range(chance.choice((1, 3, 10))):
        if not data:
            break
        first = chance.randrange(len(data))
        last = first + chance.choice((1, 10, 1000, 50000))
        kind = chance.randrange(5)
        if kind == 0:
            data = flipped(data, chance, len(data))
        elif kind == 1:
            data = data[:first] + data[last:]
        elif kind == 2:
            data = data[:last] + data[first:last] + data[last:]
        elif kind == 3:
            data = data[:first]
        else:
            data = (
                data[:first]
                + chance.choice((b"<page>", b"</page>", b"<!--", b"<![CDATA[", b"\0" * 50, b"&", b"</text>"))
                + data[first:]
            )
    return data


def articles(path: Path) -> Iterator[tuple[str, str | None]]:
    """(wikitext, language) of each article of a file."""
    if path.suffix != ".jsonl":
        yield path.read_text(encoding="utf-8", errors="replace"), path.parent.name
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row.get("wikitext") or row.get("text") or "", row.get("language") or row.get("lang")


def texts(path: Path, chance: random.Random, times: int) -> Iterator[bytes]:
    """Some of a file's cases in a row, with some changes, as the targets take them."""
    listed = [case for case in read(path) if case.text and case.language in LANGUAGES]
    for _ in range(times * bool(listed)):
        some = [chance.choice(listed) for _ in range(chance.randint(1, 4))]
        text = " ".join(case.text for case in some)
        for _ in range(chance.randint(0, 12)):
            place = chance.randrange(len(text) + 1)
            kept = place if chance.random() < 0.7 else place + chance.randint(1, 9)
            text = text[:place] + chance.choice((*_MARKS, *_STRANGE, *_SIGNS)) + text[kept:]
        yield bytes([LANGUAGES.index(some[0].language)]) + text.encode("utf-8", "surrogatepass")


def fails(text: str, language: str | None) -> str:
    """What is wrong with what is made of an article, "" for nothing."""
    begun = time.process_time()
    try:
        sound(battlex.extract(text, language=language), text)
    except BattlexError:
        return ""
    except Exception:  # whatever it is, it is a fault
        return traceback.format_exc()
    took = time.process_time() - begun
    slow = took > MOST_SECONDS * max(1, len(text) / 100_000)
    return f"{took:.1f} seconds for {len(text)} characters" if slow else ""


def main(arguments: list[str] | None = None) -> int:
    """Mutate and report; 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.mutate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    kept = Path(os.environ.get("BATTLEX_FUZZ", ".fuzz"))
    kept.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    runs = failures = 0
    for path in options.files:
        if path.suffix == ".txt":
            for case in texts(path, chance, options.times):
                runs += 1
                try:
                    TARGETS.get(path.parent.name, TARGETS["figures"])(case)
                except Exception:  # as above
                    failures += 1
                    (kept / f"case-{failures}").write_bytes(case)
                    print(path, traceback.format_exc(), sep="\n", flush=True)
            continue
        if path.suffix not in (".jsonl", ".wikitext"):
            data = path.read_bytes()
            for _ in range(options.times):
                runs += 1
                changed = broken(data, chance)
                try:
                    any_file(changed)
                except Exception:  # as above
                    failures += 1
                    (kept / f"dump-{failures}").write_bytes(changed)
                    print(path, traceback.format_exc(), sep="\n")
            continue
        for text, language in articles(path):
            for _ in range(options.times):
                runs += 1
                changed_text = mutated(text, chance)
                wrong = fails(changed_text, language)
                if wrong:
                    failures += 1
                    (kept / f"article-{failures}").write_text(changed_text, encoding="utf-8", errors="surrogatepass")
                    print(path, language, wrong, sep="\n", flush=True)
    print(f"{runs} mutations, {failures} failures")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
