"""Pages out of files, folders, standard input and the API's JSON: what is read, and what is said where nothing can be."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.dump import forms
from battlex.errors import InputError
from battlex.model import Page
from battlex.read import pages
from battlex.render import json as our_json
from battlex.render.records import TABLES
from battlex.schema.battle import battle_schema, finding_schema
from battlex.schema.tables import data_package, table_schema

TEXT = "{{Infobox military conflict\n| conflict = Battle of Aïn Zara 忻口\n| strength1 = 12,000\n}}\nProse."


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_all(path: Path | str, **options: Any) -> tuple[list[Page], list[str]]:
    """The pages and the error messages, each of which must be one printable line."""
    errors: list[str] = []
    found = list(pages(path, on_error=lambda error: errors.append(str(error)), **options))
    assert all(message.isprintable() for message in errors)
    return found, errors


def only_error(path: Path | str, **options: Any) -> str:
    found, errors = read_all(path, **options)
    assert found == []
    assert len(errors) == 1
    return errors[0]


class TestWikitext:
    def test_a_file_is_a_page_without_a_title(self, tmp_path: Path) -> None:
        path = write(tmp_path / "zara.wikitext", TEXT)
        assert list(pages(path)) == [Page(TEXT, path=str(path))]
        assert list(pages(str(path), language="en")) == [Page(TEXT, path=str(path), language="en")]

    @pytest.mark.parametrize(
        "encoded",
        [
            b"\xef\xbb\xbf" + TEXT.encode(),
            TEXT.encode("utf-16"),
            b"\xfe\xff" + TEXT.encode("utf-16-be"),
            TEXT.encode("utf-32"),
            TEXT.replace("\n", "\r\n").encode(),
            TEXT.replace("\n", "\r").encode(),
            TEXT.replace("\n", "\r\n").encode("utf-16"),
        ],
        ids=["utf-8 with mark", "utf-16", "utf-16-be", "utf-32", "crlf", "cr", "utf-16 crlf"],
    )
    def test_marks_and_line_ends_do_not_reach_the_text(self, tmp_path: Path, encoded: bytes) -> None:
        assert [page.wikitext for page in pages(write(tmp_path / "a.txt", encoded))] == [TEXT]

    def test_offsets_are_those_of_a_file_opened_as_text(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", "a\r\nb\rc\n\rd\r\r\n")
        assert next(pages(path)).wikitext == path.read_text(encoding="utf-8")

    def test_an_encoding_can_be_given(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", "сражение при Бородине".encode("cp1251"))
        assert next(pages(path, encoding="cp1251")).wikitext == "сражение при Бородине"

    @pytest.mark.parametrize(
        "content",
        [
            "Aïn Zara".encode("latin-1"),
            TEXT.encode("utf-16-le"),
            b"\xff\xfe" + b"a\0b",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        ],
    )
    def test_other_encodings_are_refused_and_the_option_named(self, tmp_path: Path, content: bytes) -> None:
        assert "--encoding" in only_error(write(tmp_path / "a.txt", content))

    @pytest.mark.parametrize("encoding", ["utf-9", "base64", "\0", ""])
    def test_an_unknown_encoding_is_named(self, tmp_path: Path, encoding: str) -> None:
        with pytest.raises(InputError, match="unknown encoding"):
            list(pages(write(tmp_path / "a.txt", TEXT), encoding=encoding))

    def test_a_wrong_encoding_is_an_error(self, tmp_path: Path) -> None:
        assert "is not ascii" in only_error(write(tmp_path / "a.txt", "Aïn Zara"), encoding="ascii")

    def test_nul_becomes_a_replacement_character_of_the_same_length(self, tmp_path: Path) -> None:
        assert next(pages(write(tmp_path / "a.txt", "{{Infobox\0}} 12"))).wikitext == "{{Infobox\ufffd}} 12"

    @pytest.mark.parametrize(
        "start", ["<!-- note -->\n", "<noinclude>", "{|\n|-\n", "[[Category:X]]", "<ref>{}</ref>", "#1"]
    )
    def test_wikitext_that_looks_a_little_like_something_else(self, tmp_path: Path, start: str) -> None:
        assert next(pages(write(tmp_path / "a.json", start + TEXT))).wikitext == start + TEXT

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "is empty"),
            (b"\xef\xbb\xbf", "is empty"),
            (b"<!DOCTYPE html>\n<html>", "web page"),
            (b"<html lang='en'>", "web page"),
            (b"<?xml version='1.0'?>\n<rss></rss>", "root element: rss"),
            (b"PK\x03\x04....", "zip archive"),
            (b"12:10:Battle\n12:11:War\n13:12:Siege\n", "index of a dump"),
            (b"x" * (17 << 20), "larger than 16 MiB"),
        ],
    )
    def test_what_is_no_article_is_called_by_name(self, tmp_path: Path, content: bytes, says: str) -> None:
        message = only_error(write(tmp_path / "a.wiki", content))
        assert message.startswith(str(tmp_path / "a.wiki") + ": ")
        assert says in message


class TestWhereFilesAre:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert only_error(tmp_path / "none.txt").endswith("no such file or folder; check the path")

    def test_names_that_cannot_be(self) -> None:
        assert "cannot be opened" in only_error("a\0b")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_no_permission(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", TEXT)
        path.chmod(0)
        assert "permission denied" in only_error(path)

    def test_a_folder_is_read_by_name_with_its_subfolders(self, tmp_path: Path) -> None:
        for name in ("b.wiki", "a/2.txt", "a/1.WIKITEXT", "c.mediawiki", ".hidden.txt", ".git/d.txt", "e.py", "e.md"):
            write(tmp_path / name, name)
        write(tmp_path / "d" / "index.txt", "12:10:Battle\n12:11:War\n")
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
        found, errors = read_all(tmp_path)
        assert [page.path for page in found] == [
            str(tmp_path / name) for name in ("a/1.WIKITEXT", "a/2.txt", "b.wiki", "c.mediawiki")
        ]
        assert errors == []

    def test_what_battlex_has_written_is_passed_over_in_a_folder(self, tmp_path: Path) -> None:
        article = '{{Infobox military conflict|conflict="A"|commander1=[[Ann Bo]]|strength1=5 men}}'
        (battle,) = battlex.extract(article, language="en")
        form: list[forms.Form] = [forms.JsonArray(), forms.JsonLines(), forms.Pictures(80, color=False, styled=False)]
        form += [forms.JsonRows(table, lines) for table in TABLES for lines in (True, False)]
        form += [forms.Sheets((table,), mark, raw=False) for table in TABLES for mark in ",\t"]
        for number, one in enumerate(form):
            texts = [*one.start(), *one.texts(1, one.made(battle), first=True), *one.end(first=False)]
            write(tmp_path / f"{number}.txt", "".join(texts))
        described = [data_package(), data_package("tsv"), battle_schema(), finding_schema(), *map(table_schema, TABLES)]
        for number, value in enumerate(described):
            write(tmp_path / f"{number}.json", our_json.layout(value))
        write(tmp_path / "a.wikitext", TEXT)
        found, errors = read_all(tmp_path)
        assert ([page.path for page in found], errors) == ([str(tmp_path / "a.wikitext")], [])
        assert len(list(tmp_path.iterdir())) > len(form) + len(described)
        for path in sorted(tmp_path.glob("[0-9]*")):
            assert "was written by battlex" in only_error(path)

    def test_a_bad_file_of_a_folder_does_not_stop_the_others(self, tmp_path: Path) -> None:
        write(tmp_path / "1.txt", TEXT)
        write(tmp_path / "2.txt", b"")
        write(tmp_path / "3.txt", b"\xff")
        write(tmp_path / "4.txt", TEXT)
        found, errors = read_all(tmp_path)
        assert [page.path for page in found] == [str(tmp_path / "1.txt"), str(tmp_path / "4.txt")]
        assert [message.split(": ")[0] for message in errors] == [str(tmp_path / "2.txt"), str(tmp_path / "3.txt")]

    def test_without_a_callback_the_first_error_comes_last(self, tmp_path: Path) -> None:
        write(tmp_path / "1.txt", b"")
        write(tmp_path / "2.txt", TEXT)
        write(tmp_path / "3.txt", b"\xff")
        reader = pages(tmp_path)
        assert next(reader).wikitext == TEXT
        with pytest.raises(InputError, match=r"1\.txt: is empty \(and 1 more"):
            next(reader)

    def test_a_folder_without_articles(self, tmp_path: Path) -> None:
        write(tmp_path / "a.py", "")
        assert ".wikitext" in only_error(tmp_path)

    def test_a_name_that_is_not_utf8_or_holds_control_characters(self, tmp_path: Path) -> None:
        odd = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\x1b[31m\n.txt")
        try:
            Path(odd).write_bytes(b"")
        except OSError:
            pytest.skip("the file system takes no such names")
        assert r"\udcff\x1b[31m\n.txt: is empty" in only_error(odd)

    def test_a_fifo(self, tmp_path: Path) -> None:
        path = tmp_path / "fifo"
        try:
            os.mkfifo(path)
        except (AttributeError, OSError):
            pytest.skip("no FIFOs here")
        writer = threading.Thread(target=path.write_bytes, args=(TEXT.encode(),))
        writer.start()
        assert [page.wikitext for page in pages(path)] == [TEXT]
        writer.join()

    def test_standard_input_is_read_and_left_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin = io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-16")))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert list(pages("-")) == [Page(TEXT, path="-")]
        assert not stdin.closed
        assert only_error("-") == "standard input: is empty"

    def test_files_are_closed_also_by_a_reader_that_goes_away(
        self, tmp_path: Path, recwarn: pytest.WarningsRecorder
    ) -> None:
        for name in ("1.txt", "2.txt"):
            write(tmp_path / name, TEXT)
        reader = pages(tmp_path)
        next(reader)
        del reader
        list(pages(tmp_path))
        assert not [warning for warning in recwarn if warning.category is ResourceWarning]


REVISION = {"revid": 71, "timestamp": "2024-05-06T07:08:09Z"}
PAGE = {"pageid": 5, "ns": 0, "title": "Battle of Aïn Zara"}
SLOT = {"contentmodel": "wikitext", "contentformat": "text/x-wiki"}


def expected(path: Path, **more: Any) -> Page:
    facts: dict[str, Any] = {
        "title": PAGE["title"], "path": str(path), "page_id": 5, "namespace": 0,
        "revision_id": 71, "timestamp": "2024-05-06T07:08:09Z",
    }  # fmt: skip
    return Page(TEXT, **{**facts, **more})


class TestJson:
    @pytest.mark.parametrize(
        "answer",
        [
            {"query": {"pages": {"5": {**PAGE, "revisions": [{**REVISION, **SLOT, "*": TEXT}]}}}},
            {"query": {"pages": {"5": {**PAGE, "revisions": [{**REVISION, "slots": {"main": {**SLOT, "*": TEXT}}}]}}}},
            {"query": {"pages": [{**PAGE, "revisions": [{**REVISION, **SLOT, "content": TEXT}]}]}},
            {"query": {"pages": [{**PAGE, "revisions": [{**REVISION, "slots": {"main": {**SLOT, "content": TEXT}}}]}]}},
            [{**PAGE, **REVISION, "wikitext": TEXT}],
            {**PAGE, **REVISION, "text": TEXT, "redirect": [{"namespace": 0, "title": "Ain Zara"}]},
        ],
        ids=["version 1", "version 1, slots", "version 2", "version 2, slots", "array", "record"],
    )
    @pytest.mark.parametrize("indent", [None, 1])
    def test_the_forms_of_a_page(self, tmp_path: Path, answer: Any, indent: int | None) -> None:
        path = write(tmp_path / "a.json", json.dumps(answer, indent=indent))
        assert list(pages(path)) == [expected(path)]
        path.write_bytes(json.dumps(answer, indent=indent, ensure_ascii=False).encode("utf-16"))
        assert list(pages(path)) == [expected(path)]

    @pytest.mark.parametrize("text", [TEXT, {"*": TEXT}])
    def test_action_parse(self, tmp_path: Path, text: Any) -> None:
        answer = {"parse": {"title": PAGE["title"], "pageid": 5, "revid": 71, "wikitext": text}}
        path = write(tmp_path / "a.json", json.dumps(answer))
        assert list(pages(path)) == [expected(path, namespace=None, timestamp=None)]

    def test_the_rest_api(self, tmp_path: Path) -> None:
        answer = {
            "id": 5, "key": "Battle_of_Aïn_Zara", "title": PAGE["title"], "content_model": "wikitext", "source": TEXT,
            "latest": {"id": 71, "timestamp": "2024-05-06T07:08:09Z"},
        }  # fmt: skip
        path = write(tmp_path / "a.json", json.dumps(answer))
        assert list(pages(path, language="fr")) == [expected(path, namespace=None, language="fr")]

    @pytest.mark.parametrize(
        ("more", "general", "language", "wiki"),
        [
            ({"fullurl": "https://fr.wikipedia.org/wiki/X"}, {}, "fr", None),
            ({}, {"base": "https://fr.wikipedia.org/wiki/Accueil", "lang": "fr", "wikiid": "frwiki"}, "fr", "frwiki"),
        ],
    )
    def test_the_language_and_the_address_where_the_answer_tells_them(
        self, tmp_path: Path, more: dict[str, str], general: dict[str, str], language: str, wiki: str | None
    ) -> None:
        page = {**PAGE, **more, "revisions": [{**REVISION, "content": TEXT}]}
        path = write(tmp_path / "a.json", json.dumps({"query": {"general": general, "pages": [page]}}))
        url = f"https://{language}.wikipedia.org/w/index.php?title=Battle_of_A%C3%AFn_Zara&oldid=71"
        assert list(pages(path)) == [expected(path, language=language, url=url, wiki=wiki)]

    def test_the_newest_revision_that_has_a_text(self, tmp_path: Path) -> None:
        revisions = [
            {"revid": 70, "timestamp": "2023-05-06T07:08:09Z", "content": "old"},
            {**REVISION, "content": TEXT},
            {"revid": 72, "timestamp": "2025-05-06T07:08:09Z", "texthidden": True},
        ]
        path = write(tmp_path / "a.json", json.dumps({"query": {"pages": [{**PAGE, "revisions": revisions}]}}))
        assert list(pages(path)) == [expected(path)]

    def test_lines_of_pages(self, tmp_path: Path) -> None:
        enterprise = {
            "name": PAGE["title"], "identifier": 5, "date_modified": REVISION["timestamp"],
            "version": {"identifier": 71}, "namespace": {"identifier": 0}, "in_language": {"identifier": "fr"},
            "is_part_of": {"identifier": "frwiki"}, "url": "https://fr.wikipedia.org/wiki/X",
            "article_body": {"wikitext": TEXT, "html": "<p>"},
        }  # fmt: skip
        row = {
            "wiki_db": "frwiki", "page_id": 5, "page_namespace": 0, "page_title": PAGE["title"], "revision_id": 71,
            "revision_timestamp": REVISION["timestamp"], "revision_text": TEXT,
        }  # fmt: skip
        talk = {**row, "page_namespace": 1}
        redirect = {**row, "revision_text": "#WEITERLEITUNG [[Battle]]"}
        lines = [{"index": {"_id": "5"}}, enterprise, row, talk, redirect]
        path = write(tmp_path / "a.jsonl", "\n\n".join(json.dumps(line) for line in lines))
        url = "https://fr.wikipedia.org/w/index.php?title=Battle_of_A%C3%AFn_Zara&oldid=71"
        first = expected(path, language="fr", wiki="frwiki", url=url)
        second = expected(path, language="fr", wiki="frwiki")
        assert list(pages(path)) == [first, second]
        assert len(list(pages(path, namespaces=None))) == 3

    def test_a_bad_line_costs_that_line(self, tmp_path: Path) -> None:
        good = json.dumps({**PAGE, **REVISION, "wikitext": TEXT}).encode()
        path = write(tmp_path / "a.ndjson", b"\n".join([good, b'{"cut', good, b'{"a": 1}', b"\xff", good]))
        found, errors = read_all(path)
        assert found == [expected(path)] * 3
        assert len(errors) == 1
        assert "line 2 is no valid JSON" in errors[0]
        assert "nor can 2 more be read" in errors[0]

    def test_halves_of_surrogate_pairs(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.json", r'{"title": "\udc00", "wikitext": "a\ud800b \ud83d\ude00"}')
        (page,) = pages(path)
        assert (page.title, page.wikitext) == ("\ufffd", "a\ufffdb 😀")

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ('{"query": {"pages": {"-1": {"ns": 0, "title": "Nope", "missing": ""}}}}', "'Nope' does not exist"),
            ('{"query": {"pages": [{"ns": 0, "title": "X"}]}}', "without a revision"),
            ('{"query": {"search": []}}', "ask for prop=revisions"),
            ('{"error": {"code": "x", "info": "No\\u001b such\\n\\ud800 thing"}}', r"No\x1b such\n\ud800 thing"),
            ('{"a": 1}', "holds no page"),
            ("[]", "empty array"),
            ('[{"a": 1}, {"b": 2}]', "item 1 holds no page"),
            ('{"a": ', "no valid JSON"),
            ('{"a": ' + "9" * 5000 + "}", "no valid JSON"),
            ('[{"a":' * 200_000, "nested too deeply"),
            ('{"a": "' + "x" * (17 << 20) + '"}', "more than 16 MiB"),
        ],
    )
    def test_json_without_pages(self, tmp_path: Path, content: str, says: str) -> None:
        assert says in only_error(write(tmp_path / "a.json", content))

    def test_values_of_wrong_types_are_passed_over(self, tmp_path: Path) -> None:
        record = {"wikitext": 5, "source": TEXT, "title": ["x"], "ns": True, "pageid": "5", "revid": None, "url": {}}
        path = write(tmp_path / "a.json", json.dumps(record))
        assert list(pages(path)) == [Page(TEXT, path=str(path), page_id=5)]
