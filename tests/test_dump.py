"""Pages out of exports and dumps: every form, every compression, whole, cut off, damaged and hostile."""

from __future__ import annotations

import bz2
import functools
import gzip
import importlib.util
import io
import itertools
import json
import lzma
import os
import random
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlex.errors import InputError
from battlex.model import Page
from battlex.read import pages
from battlex.read.split import Outside, PageXML, Splitter, thin

SHARED = Path(os.environ.get("BATTLEX_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "dumps"
TEXT = "{{Infobox military conflict|conflict=Æ & <br>\n忻口|strength1=5}}"

HEADER = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="{lang}">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>{wiki}</dbname>
    <base>{base}</base>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="2" case="first-letter">Benutzer</namespace>
    </namespaces>
  </siteinfo>
"""


def header(lang: str = "fr", wiki: str = "frwiki", base: str = "https://fr.wikipedia.org/wiki/Accueil") -> str:
    return HEADER.format(lang=lang, wiki=wiki, base=base)


def revision(text: str | None = TEXT, number: int = 7, time: str = "2024-01-02T03:04:05Z", more: str = "") -> str:
    content = f'<text bytes="9" xml:space="preserve"{more}>{escape(text)}</text>' if text else f"<text{more} />"
    return (
        f"<revision><id>{number}</id><timestamp>{time}</timestamp><contributor><id>3</id></contributor>"
        f"<model>wikitext</model><format>text/x-wiki</format>{content}</revision>"
    )


def page(*revisions: str, title: str = "Zara", ns: str = "<ns>0</ns>", number: int = 5, more: str = "") -> str:
    inside = "".join(revisions or (revision(),))
    return f"  <page>\n<title>{escape(title)}</title>{ns}<id>{number}</id>{more}{inside}</page>\n"


def export(*content: str, head: str | None = None) -> bytes:
    return ((header() if head is None else head) + "".join(content) + "</mediawiki>\n").encode()


def read_all(path: Path, **options: Any) -> tuple[list[Page], list[str]]:
    errors: list[str] = []
    found = list(pages(path, on_error=lambda error: errors.append(str(error)), **options))
    assert all(message.isprintable() for message in errors)
    return found, errors


def read_bytes(folder: Path, data: bytes, **options: Any) -> tuple[list[Page], list[str]]:
    path = folder / "dump"
    path.write_bytes(data)
    return read_all(path, **options)


class TestPages:
    def test_everything_that_an_export_tells(self, tmp_path: Path) -> None:
        (found,), errors = read_bytes(tmp_path, export(page(title="Bataille d'Aïn Zara?")))
        assert errors == []
        assert found == Page(
            TEXT,
            title="Bataille d'Aïn Zara?",
            language="fr",
            path=str(tmp_path / "dump"),
            page_id=5,
            revision_id=7,
            timestamp="2024-01-02T03:04:05Z",
            url="https://fr.wikipedia.org/w/index.php?title=Bataille_d%27A%C3%AFn_Zara%3F&oldid=7",
            wiki="frwiki",
            namespace=0,
        )

    @pytest.mark.parametrize(
        ("lang", "wiki", "base", "language", "address"),
        [
            ("en", "simplewiki", "https://simple.wikipedia.org/wiki/X", "simple", "https://simple.wikipedia.org/w/index.php?title="),
            ("en", "", "http://en.wikipedia.org/wiki/X", "en", "https://en.wikipedia.org/w/index.php?title="),
            ("nb", "nowiki", "https://no.wikipedia.org/wiki/X", "no", "https://no.wikipedia.org/w/index.php?title="),
            ("el", "elwikivoyage", "http://localhost/elwv/index.php/X", "el", "http://localhost/elwv/index.php?title="),
            ("pt-br", "x", "https://wars.example.org/wiki/X", "pt", "https://wars.example.org/wiki/"),
            ("zh-Hant-TW", "x", "https://www.wikidata.org/wiki/X", "zh", "https://www.wikidata.org/w/index.php?title="),
            ("", "zh_min_nanwiki", "file:///x", "zh-min-nan", None),
            ("", "x", "http://[", None, None),
        ],
    )  # fmt: skip
    def test_language_and_address(
        self, tmp_path: Path, lang: str, wiki: str, base: str, language: str | None, address: str | None
    ) -> None:
        (found,), _ = read_bytes(tmp_path, export(page(), head=header(lang, wiki, base)))
        assert found.language == language
        assert found.wiki == (wiki or None)
        if address is None:
            assert found.url is None
        else:
            assert found.url == f"{address}Zara{'&' if '?' in address else '?'}oldid=7"
        (found,), _ = read_bytes(tmp_path, export(page(), head=header(lang, wiki, base)), language="it")
        assert found.language == "it"

    def test_namespaces(self, tmp_path: Path) -> None:
        data = export(page(title="A"), page(title="B", ns="<ns>2</ns>"), page(title="C", ns="<ns>10</ns>"))
        assert [found.title for found in read_bytes(tmp_path, data)[0]] == ["A"]
        assert [found.title for found in read_bytes(tmp_path, data, namespaces=(2, 10))[0]] == ["B", "C"]
        assert [found.title for found in read_bytes(tmp_path, data, namespaces=None)[0]] == ["A", "B", "C"]

    def test_namespaces_by_title_before_schema_0_5(self, tmp_path: Path) -> None:
        data = export(*(page(title=title, ns="") for title in ("A", "benutzer:B", "Benutzer:C", "2001: D")))
        assert [(found.title, found.namespace) for found in read_bytes(tmp_path, data)[0]] == [("A", 0), ("2001: D", 0)]

    def test_redirects_are_left_out_marked_or_not(self, tmp_path: Path) -> None:
        data = export(
            page(title="A", more='<redirect title="B" />'),
            page(revision("#WEITERLEITUNG: [[B]]")),
            page(revision("#перенаправление [[B]]\n")),
            page(revision("# [[B]] a list")),
            page(revision("#1 of [[B]]")),
        )
        assert [found.wikitext for found in read_bytes(tmp_path, data)[0]] == ["# [[B]] a list", "#1 of [[B]]"]

    def test_the_newest_revision_with_a_text_is_read(self, tmp_path: Path) -> None:
        old = revision("old", 6, "2023-01-01T00:00:00Z")
        hidden = revision(None, 8, "2025-01-01T00:00:00Z", ' deleted="deleted"')
        for order in ([old, revision(), hidden], [hidden, revision(), old]):
            (found,), errors = read_bytes(tmp_path, export(page(*order)))
            assert (found.wikitext, found.revision_id, errors) == (TEXT, 7, [])

    def test_pages_without_wikitext_are_left_out(self, tmp_path: Path) -> None:
        css = revision("a {}").replace("text/x-wiki", "text/css")
        data = export(page(css), page(revision(None)), page(revision(None, more=' deleted="deleted"')), page(title="A"))
        found, errors = read_bytes(tmp_path, data)
        assert ([p.title for p in found], errors) == (["A"], [])

    def test_further_slots_are_not_taken_for_the_text(self, tmp_path: Path) -> None:
        slot = "<content><role>x</role><id>99</id><format>text/css</format><text>other</text></content></revision>"
        (found,), _ = read_bytes(tmp_path, export(page(revision().replace("</revision>", slot))))
        assert (found.wikitext, found.revision_id) == (TEXT, 7)

    @pytest.mark.parametrize("text", ["<![CDATA[a</page><page>b]]>", "<!-- </page> -->a<![CDATA[</page><page>]]>b"])
    def test_pages_inside_cdata_and_comments_are_text(self, tmp_path: Path, text: str) -> None:
        data = export(page(revision().replace(escape(TEXT), text)), page(title="B"))
        found, errors = read_bytes(tmp_path, data)
        assert ([p.wikitext for p in found], errors) == (["a</page><page>b", TEXT], [])

    def test_a_page_that_is_not_well_formed_costs_that_page(self, tmp_path: Path) -> None:
        bad = page(title="Bad").replace("</text>", "</texts>")
        entity = page(revision().replace("忻口", "&nbsp;"), title="Entity")
        found, errors = read_bytes(tmp_path, export(page(title="A"), bad, entity, page(title="B")))
        assert [p.title for p in found] == ["A", "B"]
        assert "'Bad'" in errors[0]
        assert "mismatched tag" in errors[0]
        assert "'Entity'" in errors[1]

    def test_several_exports_one_after_the_other(self, tmp_path: Path) -> None:
        second = b"<?xml version='1.0' encoding='utf-8'?>\n" + export(page(title="B"), head=header("de", "dewiki", ""))
        found, errors = read_bytes(tmp_path, export(page(title="A")) + second)
        assert [(p.title, p.language, p.wiki) for p in found] == [("A", "fr", "frwiki"), ("B", "de", "dewiki")]
        assert errors == []

    @pytest.mark.parametrize(
        "encode",
        [
            lambda text: text.encode("utf-16"),
            lambda text: b"\xef\xbb\xbf" + text.encode(),
            lambda text: b'<?xml version="1.0" encoding="windows-1253"?>\n' + text.encode("cp1253"),
            lambda text: b'<?xml version="1.0" encoding="utf-16"?>\n' + text.encode(),
        ],
    )
    def test_encodings(self, tmp_path: Path, encode: Callable[[str], bytes]) -> None:
        text = export(page(revision("Μάχη"))).decode()
        (found,), errors = read_bytes(tmp_path, encode(text))
        assert (found.wikitext, errors) == ("Μάχη", [])

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (export(), "an export without a page"),
            (export(page(revision(None, more=' bytes="900"'))), "stub dump"),
            (b"<mediawiki>" + b"<logitem></logitem>" * 500_000, "no dump of pages"),
            (export().replace(b"<mediawiki", b"<!DOCTYPE x>\n<mediawiki"), "document type"),
            (export(page()).replace(b"  <page", b"<!ENTITY a 'b'><page"), "document type"),
        ],
    )
    def test_exports_without_anything_to_read(self, tmp_path: Path, data: bytes, says: str) -> None:
        found, errors = read_bytes(tmp_path, data)
        assert found == []
        assert len(errors) == 1
        assert says in errors[0]

    def test_a_header_that_is_not_well_formed(self, tmp_path: Path) -> None:
        found, errors = read_bytes(tmp_path, export(page()).replace(b"<dbname>", b"<dbname>&x;"))
        assert [p.language for p in found] == [None]
        assert "-l" in errors[0]


class TestParts:
    WHOLE = export(*(page(title=f"P{n}", number=n) for n in range(9)))

    def test_a_part_without_header_or_end_is_read(self, tmp_path: Path) -> None:
        start, end = self.WHOLE.index(b"  <page>"), self.WHOLE.index(b"</mediawiki>")
        found, errors = read_bytes(tmp_path, self.WHOLE[start:end])
        assert ([p.page_id for p in found], errors) == (list(range(9)), [])

    def test_a_part_that_begins_within_a_page(self, tmp_path: Path) -> None:
        found, errors = read_bytes(tmp_path, self.WHOLE[self.WHOLE.index(b"conflict") :])
        assert [p.page_id for p in found] == list(range(1, 9))
        assert len(errors) == 1
        assert "begins within a page" in errors[0]

    def test_wherever_it_is_cut_off_all_whole_pages_are_read(self, tmp_path: Path) -> None:
        for at in range(self.WHOLE.index(b"<page>"), len(self.WHOLE) - len("</mediawiki>\n"), 7):
            found, errors = read_bytes(tmp_path, self.WHOLE[:at])
            assert [p.page_id for p in found] == list(range(self.WHOLE[:at].count(b"</page>")))
            assert len(errors) == 1
            assert "cut off" in errors[0]

    @given(st.lists(st.integers(1, len(WHOLE)), max_size=30))
    @settings(max_examples=60, deadline=None)
    def test_pieces_do_not_depend_on_how_the_bytes_come(self, cuts: list[int]) -> None:
        marks = [0, *sorted(cuts), len(self.WHOLE)]
        splitter = Splitter()
        pieces: list[Outside | PageXML] = []
        for start, end in itertools.pairwise(marks):
            pieces += splitter.feed(self.WHOLE[start:end])
        pieces += splitter.finish()
        whole = Splitter()
        assert pieces == [*whole.feed(self.WHOLE), *whole.finish()]
        assert splitter.rest is None
        assert all(self.WHOLE[p.offset : p.offset + len(p.data)] == p.data for p in pieces)

    def test_byte_by_byte(self) -> None:
        data = export(page(revision().replace(escape(TEXT), "<![CDATA[</page>]]><!---->")), "<pages/>", page())
        splitter = Splitter()
        pieces = [piece for at in range(len(data)) for piece in splitter.feed(data[at : at + 1])]
        assert sum(isinstance(piece, PageXML) for piece in pieces) == 2

    def test_thinning_keeps_what_reading_would_keep(self) -> None:
        revisions = [revision(f"text {n}", n, f"2024-01-0{n}T00:00:00Z") for n in (1, 5, 3)]
        hidden = revision(None, 9, "2025-01-01T00:00:00Z", ' deleted="deleted"')
        data = bytearray(page(*revisions, hidden, "<revision><id>10</id>").removesuffix("</page>\n").encode())
        thin(data)
        assert data.count(b"<revision>") == 2
        assert b"text 5" in data
        assert data.endswith(b"<id>10</id>")


def _bz2_streams(data: bytes) -> bytes:
    return b"".join(bz2.compress(data[at : at + 4000]) for at in range(0, len(data), 4000))


def _zstd(data: bytes) -> bytes:
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    module = pytest.importorskip(name, reason="the zstd extra is not installed")
    return module.compress(data[:5000]) + b"\x50\x2a\x4d\x18\x02\0\0\0ab" + module.compress(data[5000:])  # type: ignore[no-any-return]


def _seven_zip(data: bytes) -> bytes:
    py7zr = pytest.importorskip("py7zr", reason="the 7z extra is not installed")
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w") as archive:
        archive.writestr(data, "dump.xml")
    return file.getvalue()


COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "bz2": bz2.compress,
    "bz2 of many streams": _bz2_streams,
    "gz": gzip.compress,
    "gz of many members": lambda data: gzip.compress(data[:5000]) + gzip.compress(data[5000:]) + b"\0" * 512,
    "xz": lzma.compress,
    "xz of many streams": lambda data: lzma.compress(data[:5000]) + lzma.compress(data[5000:]) + b"\0" * 8,
    "zst": _zstd,
    "7z": _seven_zip,
}


@functools.cache
def _long_export() -> bytes:
    draw = random.Random(1)
    noise = ("".join(draw.choices("abcdefghij \n", k=draw.randrange(3000))) for _ in range(300))
    return export(*(page(revision(text), title=f"P{n}", number=n) for n, text in enumerate(noise)))


@pytest.mark.parametrize("compress", COMPRESSORS.values(), ids=COMPRESSORS)
class TestCompressed:
    def test_whole(self, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
        found, errors = read_bytes(tmp_path, compress(_long_export()))
        assert ([p.page_id for p in found], errors) == (list(range(300)), [])

    def test_an_article(self, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
        found, errors = read_bytes(tmp_path, compress(TEXT.encode()))
        assert ([p.wikitext for p in found], errors) == ([TEXT], [])

    def test_nothing(self, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
        found, errors = read_bytes(tmp_path, compress(b""))
        assert found == []
        assert errors[0].endswith("is empty")

    def test_cut_off(self, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
        data = compress(_long_export())
        most = 0
        for part in (0.01, 0.3, 0.6, 0.9, 0.99):
            found, errors = read_bytes(tmp_path, data[: int(len(data) * part)])
            assert [p.page_id for p in found] == list(range(len(found)))
            assert len(errors) == 1
            most = max(most, len(found))
        assert most > 200 or data[:2] in (b"7z", b"BZ")

    def test_damaged(self, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
        data = compress(_long_export())
        draw = random.Random(2)
        for _ in range(6):
            at = draw.randrange(20, len(data) - 600)
            # What stands before the damage is right; what a format lets through after it, only its checksum tells.
            found, errors = read_bytes(tmp_path, data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
            assert errors or len(found) == 300

    def test_a_reader_that_goes_away(self, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
        (tmp_path / "dump").write_bytes(compress(_long_export()))
        reader = pages(tmp_path / "dump")
        assert next(reader).page_id == 0
        reader.close()  # type: ignore[attr-defined]


class TestCompression:
    def test_all_that_stands_before_the_damage_is_read(self, tmp_path: Path) -> None:
        first = bz2.compress(export(page(title="A")).removesuffix(b"</mediawiki>\n"))
        found, errors = read_bytes(tmp_path, first + bz2.compress(b"x" * 9)[:-4])
        assert [p.title for p in found] == ["A"]
        assert "ends too early" in errors[0]

    def test_something_else_behind_the_end_is_an_error(self, tmp_path: Path) -> None:
        found, errors = read_bytes(tmp_path, gzip.compress(export(page())) + b"garbage and more")
        assert len(found) == 1
        assert "damaged" in errors[0]

    @pytest.mark.parametrize(
        ("name", "start"), [("zstd", b"\x28\xb5\x2f\xfd\0\0\0\0"), ("7z", b"7z\xbc\xaf\x27\x1c\0\4\0\0")]
    )
    def test_a_missing_extra_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes
    ) -> None:
        for module in ("compression.zstd", "backports.zstd", "py7zr"):
            monkeypatch.setitem(sys.modules, module, None)
        _, errors = read_bytes(tmp_path, start)
        assert f"pip install 'battlex[{name}]'" in errors[0]

    def test_a_7z_archive_of_several_files(self, tmp_path: Path) -> None:
        py7zr = pytest.importorskip("py7zr", reason="the 7z extra is not installed")
        with py7zr.SevenZipFile(tmp_path / "dump", "w") as archive:
            archive.writestr(b"a", "a")
            archive.writestr(b"b", "b")
        assert "holds 2 files" in read_all(tmp_path / "dump")[1][0]

    def test_a_7z_archive_from_a_pipe(self) -> None:
        if importlib.util.find_spec("py7zr") is None:
            pytest.skip("the 7z extra is not installed")
        code = "from battlex.read import pages\nlist(pages('-'))"
        done = subprocess.run([sys.executable, "-c", code], input=_seven_zip(b"x"), capture_output=True, check=False)
        assert b"cannot be read from a pipe" in done.stderr


class TestHostile:
    def test_deep_nesting(self, tmp_path: Path) -> None:
        deep = page(more="<a>" * 100_000 + "</a>" * 100_000, title="Deep")
        found, errors = read_bytes(tmp_path, export(deep, page(title="B")))
        assert [p.title for p in found] == ["B"]
        assert "deep" in errors[0]

    def test_an_entity_bomb(self, tmp_path: Path) -> None:
        bomb = '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
        found, errors = read_bytes(tmp_path, bomb.encode() + export(page(revision("&b;"))))
        assert found == []
        assert "document type" in errors[0]

    def test_a_page_beyond_the_bound_is_left_out(self, tmp_path: Path) -> None:
        data = export(page(revision("x" * (17 << 20)), title="Big"), page(title="B"))
        found, errors = read_bytes(tmp_path, data)
        assert [p.title for p in found] == ["B"]
        assert "'Big'" in errors[0]
        assert "16 MiB" in errors[0]

    def test_a_long_history_is_read_whatever_its_size(self, tmp_path: Path) -> None:
        revisions = [revision(f"{n}" + "x" * 300_000, n, f"2024-01-01T00:{n:03}:00Z") for n in range(100)]
        (found,), errors = read_bytes(tmp_path, export(page(*revisions)))
        assert (found.revision_id, errors) == (99, [])

    @pytest.mark.parametrize(
        "module", ["gzip", *(pytest.param(name, marks=pytest.mark.slow) for name in ("bz2", "lzma"))]
    )
    def test_a_decompression_bomb_stays_within_its_memory(self, tmp_path: Path, module: str) -> None:
        resource = pytest.importorskip("resource")
        compress = importlib.import_module(module).compress
        begin = header() + "<page><title>Bomb</title><revision><text>"
        block = compress(b"a" * (16 << 20))
        data = compress(begin.encode()) + block * 12 + compress(b"</text></revision></page>" + page().encode())
        (tmp_path / "dump").write_bytes(data + compress(b"</mediawiki>"))
        code = textwrap.dedent(f"""
            import resource
            from battlex.read import pages
            resource.setrlimit(resource.RLIMIT_AS, ({300 << 20}, {300 << 20}))
            errors = []
            print(len(list(pages({str(tmp_path / "dump")!r}, on_error=errors.append))), *errors)
        """)
        assert resource
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
        assert done.stderr == ""
        assert done.stdout.startswith("1 ")
        assert "'Bomb'" in done.stdout


def _index() -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in (SHARED / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        return []


@pytest.mark.skipif(not _index(), reason="the real dumps are not here")
class TestRealDumps:
    @pytest.mark.parametrize("row", _index(), ids=lambda row: Path(row["file"]).name)
    def test_file(self, row: dict[str, Any]) -> None:
        path = SHARED / Path(row["file"]).name
        if path.suffix == ".7z" and importlib.util.find_spec("py7zr") is None:
            pytest.skip("the 7z extra is not installed")
        found, errors = read_all(path, namespaces=None)
        assert len(found) <= row["pages"]
        assert all(p.wikitext.strip() and p.path == str(path) for p in found)
        if row["dbname"]:
            assert {p.wiki for p in found} <= {row["dbname"]}
        # Parts that have no header are whole, whatever they lack; everything else ends in </mediawiki>.
        if row["truncated"] and row["schema"]:
            assert "cut off" in errors[-1]

    def test_articles_of_a_truncated_dump(self) -> None:
        found, errors = read_all(SHARED / "ssvb__xztextfilter__elwiki-truncated-100k.xml.xz")
        assert len(found) > 500
        assert {(p.language, p.wiki, p.namespace) for p in found} == {("el", "elwiki", 0)}
        assert len({p.page_id for p in found}) == len(found)
        assert "ends within the page" in errors[0]

    def test_the_same_pages_in_every_form(self) -> None:
        stem = "wikimedia__operations-dumps-mwbzutils__pages-articles-p2566p2583"
        one, *others = (
            [
                (p.title, p.revision_id, p.wikitext)
                for p in read_all(SHARED / f"{stem}{form}.xml.bz2", namespaces=None)[0]
            ]
            for form in ("", ".multistream", ".multistream-nofooter", ".multistream-noheader")
        )
        assert len(one) == 17
        assert all(other == one for other in others)

    def test_history_and_current_give_the_same_pages(self) -> None:
        pytest.importorskip("py7zr", reason="the 7z extra is not installed")
        stem = "dkpro__dkpro-jwpl__aawiki-20260101-pages-meta"
        current, history = (
            {(p.page_id, p.title) for p in read_all(SHARED / f"{stem}-{form}", namespaces=None)[0]}
            for form in ("current.xml.bz2", "history.xml.7z")
        )
        assert len(current & history) > 0.95 * len(current)


def test_an_input_error_is_raised_after_the_pages(tmp_path: Path) -> None:
    (tmp_path / "dump").write_bytes(export(page(), page()).removesuffix(b"</mediawiki>\n"))
    reader = pages(tmp_path / "dump")
    assert len([next(reader), next(reader)]) == 2
    with pytest.raises(InputError, match="after 2 pages"):
        next(reader)
