"""Which files of a folder are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from battlex.errors import InputError
from battlex.read import files
from battlex.read.context import Context

SUFFIXES = (
    ".wikitext",
    ".wiki",
    ".mediawiki",
    ".txt",
    ".xml",
    ".json",
    ".jsonl",
    ".ndjson",
    ".bz2",
    ".gz",
    ".xz",
    ".zst",
    ".7z",
)


def is_folder(path: str) -> bool:
    """Whether the path is that of a folder; what cannot be looked at is none, and opening it will say why."""
    try:
        if files.is_address(path):
            return files.is_folder_address(path)
        return path != "-" and bool(path) and os.path.isdir(path)
    except (OSError, ValueError):
        return False


def article_files(folder: str, report: Callable[[InputError], None]) -> Iterator[str]:
    """The paths of the files in a folder and its subfolders whose names end in one of ``SUFFIXES``, by name.

    Hidden files and folders and links to folders are passed over. A folder that cannot be listed is reported; InputError
    is reported, too, where there is no file to read.
    """
    if files.is_address(folder):
        yield from _files_at(folder, report)
        return
    found = failed = False
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            found = True
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                inside = sorted(filter(_is_read, entries), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            failed = True
            report(Context(path).error(f"the folder cannot be listed ({error.strerror}); check who may read it"))
            continue
        waiting += [(entry.path, entry.is_dir(follow_symlinks=False)) for entry in inside]
    if not found and not failed:
        report(Context(folder).error(f"holds no articles (files that end in {', '.join(SUFFIXES)})"))


def _files_at(address: str, report: Callable[[InputError], None]) -> Iterator[str]:
    try:
        found = files.listed(address)
    except OSError as error:
        report(Context(address).error(f"cannot be listed ({error.strerror or error}); check the address"))
        return
    kept = [one for one in found if _is_named_so(one.rpartition("/")[2])]
    if not kept:
        report(Context(address).error(f"holds no articles (files that end in {', '.join(SUFFIXES)})"))
    yield from kept


def _is_named_so(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _is_read(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    try:
        if entry.is_dir(follow_symlinks=False):
            return True
        return entry.is_file() and _is_named_so(entry.name) and not _is_standard_output(entry)
    except OSError:
        return False


def _is_standard_output(entry: os.DirEntry[str]) -> bool:
    """Whether the run writes this file itself, as in ``battlex extract . > battles.jsonl``."""
    try:
        return os.path.samestat(os.fstat(1), entry.stat())
    except OSError:
        return False
