"""Whole dumps: nothing is lost before they are parsed, the output is the same however the work is shared, and whatever
happens to those who do it."""

from __future__ import annotations

import bz2
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import battlex
from battlex.cli import main
from battlex.dump import blocks, checkpoint, forms
from battlex.dump.joined import Joined, Place, Step, streamed
from battlex.dump.plan import Look, Shape, Sizes, look, parts
from battlex.dump.pool import _AHEAD, Processes
from battlex.dump.precheck import Precheck
from battlex.dump.run import Task
from battlex.dump.work import Alone, Work, Workers
from battlex.infobox import calls, matches
from battlex.languages.recognise import known_templates
from battlex.model import Battle, Page
from battlex.pipeline import extract
from battlex.read import content, pages
from battlex.read.context import Context
from battlex.read.pagexml import read_page
from battlex.read.site import Site, site
from battlex.read.sniff import Kind
from battlex.read.split import PageXML, Splitter
from battlex.record import record
from tests.benchmark.compose import Pages
from tests.conftest import ROOT
from tests.export import END, HEADER, page
from tests.long_run import FORMS, started, until

NAMES = known_templates()
MAY_HOLD = Precheck(NAMES)
SMALL = Sizes(plain=30_000, streams=8_000, blocks=60_000, longest_stream=20_000)
"""Parts so small that every test has many."""


def xml_of(wikitext: str) -> bytes:
    return f"<page><revision><text>{escape(wikitext, {chr(34): '&quot;'})}</text></revision></page>".encode()


def is_called(text: str) -> bool:
    """Whether the full path sees the call of an infobox."""
    return any(matches(call.name, NAMES) for call in calls(text))


# the pre-check


def test_every_name_in_every_case() -> None:
    for name in sorted(NAMES):
        spaced = name.replace(" ", "_"), name.replace(" ", " _ ")
        for spelling in {name, name.upper(), name.title(), name.capitalize(), *spaced}:
            text = f"x {{{{{spelling}\n| a = b }}}}"
            if is_called(text):
                assert MAY_HOLD(xml_of(text)), spelling
        assert is_called(f"{{{{{name}|}}}}")


@pytest.mark.parametrize(
    "call",
    [
        "{{Infobox military conflict|",
        "{{ infobox_Military  conflict }}",
        "{{\n\tInfobox military conflict\n|",
        "{{Infobox military conflict<!-- x -->|",
        "{{<!-- x -->Infobox military conflict|",
        "{{ <!-- x --> Infobox military conflict|",
        "{{Infobox <!-- a > b -->military conflict|",
        "{{Template:Infobox military conflict|",
        "{{ modèle : Infobox military conflict|",
        "{{safesubst:Infobox military conflict|",
        "{{#invoke:Infobox military conflict|main",
        "{{#invoke: Infobox_military conflict |main",
        "{{{{Infobox military conflict|",
        "{{Infobox\u00a0military\u3000conflict|",
        "{{Infobox&nbsp;military&#32;conflict|",
        "{{Infobox military conflict" + " " * 1000 + "|",
        "{{\u200eInfobox military conflict|",
        "{{КАРТКА:Битва|",
        "{{Πληροφορίες μάχης|",
        "{{ΠΛΗΡΟΦΟΡΊΕΣ ΜΆΧΗΣ|",
        "{{AskerÎ ÇATıŞMA bilgi kutusu|",
    ],
)
def test_every_spelling_is_seen(call: str) -> None:
    assert MAY_HOLD(xml_of(f"a {call} b"))


@pytest.mark.parametrize(
    "xml",
    [
        "<text>{{&#73;nfobox military conflict|</text>",
        "<text>{{Infobox&#x20;military conflict|</text>",
        "<text><![CDATA[{{Infobox military conflict|]]></text>",
        "<text>{{&#1041;&#1080;&#1090;&#1074;&#1072;|</text>",
        "<text>{{Info<!-- x -->box military conflict|</text>",
    ],
)
def test_what_other_writers_of_xml_may_do(xml: str) -> None:
    assert MAY_HOLD(xml.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{{",
        "Infobox military conflict",
        "{{Infobox settlement|",
        "{{Infobox military person|",
        "{{cite|a=Infobox battle}}",
        "{{Infobox settlement <!-- Infobox battle -->|",
        "{{cite web|url=http://battle|title=Warbox",
        "{{File:Infobox battle.png|",
    ],
)
def test_what_is_no_infobox_is_passed_over(text: str) -> None:
    assert not MAY_HOLD(xml_of(text))


_PIECES = [
    "{{",
    "{",
    "}}",
    "|",
    ":",
    "#invoke:",
    "_",
    " ",
    "\n",
    "<!--",
    "-->",
    "&",
    "x",
    "Infobox",
    "military",
    "conflict",
]


@given(
    st.lists(
        st.sampled_from([*_PIECES, "Битва", "МАЧ", "Μάχης", "ß", "İ", "\u00a0", "Template", "'", '"']), max_size=14
    )
)
def test_what_the_full_path_finds_is_never_passed_over(pieces: list[str]) -> None:
    text = "".join(pieces)
    if is_called(text):
        assert MAY_HOLD(xml_of(text))


@pytest.mark.parametrize(
    "piece", ["{{", "{{ ", "{{a:", "{{Infobox ", "{{&lt;!--", "&lt;!--", "{{Infobox military", "{{\n", "{{" + "_" * 50]
)
def test_no_input_makes_it_slow(piece: str) -> None:
    data = piece.encode() * (400_000 // len(piece))
    begun = time.process_time()
    MAY_HOLD(data)
    assert time.process_time() - begun < 2


# page by page, on real dumps and a composed one


def compared(path: Path) -> int:
    """Read every page of a dump the full way, and see that the pre-check lets those with battles pass; how many these are."""
    battles = 0
    context = Context(str(path), namespaces=None)
    with suppress(battlex.BattlexError), content(context) as held:
        for piece in Splitter().pieces(held.chunks) if held.kind is Kind.EXPORT else ():
            found = read_page(piece, Site(language="en"), context) if isinstance(piece, PageXML) else None
            if isinstance(piece, PageXML) and isinstance(found, Page) and extract(found, prose=False):
                battles += 1
                assert MAY_HOLD(piece.data), found.title
    return battles


@pytest.mark.slow
def test_no_page_of_a_real_dump_is_lost(shared: Path) -> None:
    paths = [path for path in sorted((shared / "dumps").iterdir()) if path.suffix not in (".md", ".jsonl")]
    assert sum(map(compared, paths)) > 3


def test_no_page_of_a_composed_dump_is_lost(composed: Path) -> None:
    assert compared(composed / "plain.xml") > 10


# the same battles however the work is shared


def task(form: forms.Form | None = None, **more: Any) -> Task:
    return Task(form or forms.Battles(), prose=False, **more)


def steps_of(path: Path, workers: Workers | None = None, sizes: Sizes | None = SMALL, **more: Any) -> list[Step]:
    shape = look(str(path)).shape
    asked = task(**more)
    if shape is not None:
        return list(Joined(str(path), shape, asked, workers or Alone(asked), sizes=sizes).steps())
    context = Context(str(path))
    with content(context) as held:
        return list(streamed(held.chunks, context, asked, workers or Alone(asked)))


def battles_of(steps: list[Step]) -> list[Battle]:
    return [found.made for step in steps for found in step.found]


def troubles_of(steps: list[Step]) -> list[str]:
    return [trouble.message for step in steps for trouble in step.troubles]


def full(path: Path) -> list[Battle]:
    return [battle for found in pages(path) for battle in extract(found, prose=False)]


def nameless(battles: list[Battle]) -> list[str]:
    """Battles without the path of their file."""
    return [str(battlex.to_dict(battle)).replace(str(battle.page.path), "") for battle in battles]


@pytest.mark.parametrize("name", FORMS)
def test_parts_give_what_the_whole_gives(composed: Path, name: str) -> None:
    path = composed / name
    expected = full(path)
    steps = steps_of(path)
    assert len(expected) > 10
    assert battles_of(steps) == expected
    assert troubles_of(steps) == []
    assert sum(step.pages for step in steps) == (composed / "plain.xml").read_bytes().count(b"<page>")


def test_every_form_gives_the_same(composed: Path) -> None:
    found = [nameless(battles_of(steps_of(composed / name))) for name in FORMS]
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("name", FORMS)
def test_processes_give_the_same_in_the_same_order(composed: Path, name: str) -> None:
    with Processes(task(), 3) as workers:
        steps = steps_of(composed / name, workers)
    assert battles_of(steps) == battles_of(steps_of(composed / name))
    assert troubles_of(steps) == []


def test_the_kinds_of_files(composed: Path, tmp_path: Path) -> None:
    assert [look(str(composed / name)).shape for name in FORMS] == [
        Shape.STREAMS, Shape.STREAMS, Shape.PLAIN, Shape.STREAMS, None,
    ]  # fmt: skip
    other = tmp_path / "x"
    other.write_text("{{Infobox battle}}")
    assert look(str(other)) == Look(Kind.WIKITEXT)
    other.write_bytes(bz2.compress((HEADER + END).encode("utf-16")))
    assert look(str(other)) == Look(Kind.EXPORT)
    assert look(str(tmp_path)) == look(str(tmp_path / "none")) == look("-") == Look(None)


def test_parts_cover_a_file(composed: Path) -> None:
    shapes = {}
    for name in FORMS[:-1]:
        path = composed / name
        cut = list(parts(str(path), look(str(path)).shape or Shape.PLAIN, sizes=SMALL))
        assert [part.start for part in cut] == [0, *(part.end for part in cut[:-1])]
        assert cut[-1].end == path.stat().st_size and [part.last for part in cut] == [False] * (len(cut) - 1) + [True]
        shapes[name] = {part.shape for part in cut}
        assert len(cut) > 2
    assert shapes["multi.bz2"] == {Shape.STREAMS} and shapes["blocks.bz2"] == {Shape.BLOCKS}


@pytest.mark.parametrize("size", [1, 7, 100, 997, 5000])
def test_wherever_plain_xml_is_cut(size: int, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    text = "{{Infobox military conflict|conflict=A  B\n|strength1=5 men\n\n}}"
    held = [page(number, f"{number}", text) for number in range(3 if size < 10 else 200)]
    path.write_text(HEADER + "".join(held) + END, encoding="utf-8")
    expected: list[Battle] = []
    errors: list[str] = []
    for found in pages(path, on_error=lambda error: errors.append(str(error))):
        expected += extract(found, prose=False)
    steps = steps_of(path, sizes=Sizes(plain=size))
    assert battles_of(steps) == expected
    assert len(expected) == len(held)
    assert troubles_of(steps) == errors == []


def test_a_second_export_in_a_file_has_its_own_wiki(tmp_path: Path) -> None:
    other = HEADER.replace("enwiki", "dewiki").replace("en.wikipedia", "de.wikipedia").replace('"en"', '"de"')
    pages_of = [one for one in islice(Pages(3, 0.5), 40) if len(one) < 20_000]
    first, second = "".join(pages_of[:15]), "".join(pages_of[15:])
    path = tmp_path / "x.xml"
    path.write_text(HEADER + first + END + other + second + END, encoding="utf-8")
    with Processes(task(), 2) as workers:
        found = battles_of(steps_of(path, workers))
    assert found == full(path)
    assert {battle.page.wiki for battle in found} == {"enwiki", "dewiki"}


def test_only_asked_for_namespaces(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    battle = "{{Infobox military conflict|conflict=%s}}"
    path.write_text(HEADER + page(1, "A", battle % "A") + page(2, "Category:B", battle % "B", 14) + END)
    for wanted, names in (((0,), ["A"]), ((14,), ["B"]), (None, ["A", "B"])):
        assert [b.name for b in battles_of(steps_of(path, namespaces=wanted))] == names


# blocks of bzip2


@pytest.mark.parametrize("level", [1, 9])
def test_blocks_at_every_bit(level: int) -> None:
    data = random.Random(level).randbytes(700_000) + b"abc" * 400_000
    packed = bz2.compress(data, level)
    for step in (100_000, 333_333):
        found = b""
        for at in range(0, len(packed), step):
            first, behind = blocks.first_block(packed, at), blocks.first_block(packed, at + step)
            if first is not None and first < (at + step) * 8:
                found += b"".join(blocks.read_blocks(packed, first, behind or len(packed) * 8))
        assert found == data


def test_several_streams_read_as_blocks() -> None:
    packed = bz2.compress(b"a" * 10_000) + bz2.compress(b"b" * 300_000, 1) + bz2.compress(b"c")
    assert b"".join(blocks.read_blocks(packed, 32, len(packed) * 8)) == b"a" * 10_000 + b"b" * 300_000 + b"c"


def test_a_damaged_block_costs_that_block() -> None:
    data = random.Random(0).randbytes(450_000)
    packed = bytearray(bz2.compress(data, 1))
    packed[250_000] ^= 0xFF
    found = []
    with pytest.raises(blocks.Damaged, match="1 of 5 blocks"):
        for chunk in blocks.read_blocks(bytes(packed), 32, len(packed) * 8):
            found.append(chunk)
    whole = b"".join(found)
    assert b"" in found and whole.startswith(data[:199_000]) and whole.endswith(data[-140_000:])


@pytest.mark.parametrize("size", [50, 1000, 150_000])
def test_damage_behind_the_last_block_costs_nothing(size: int) -> None:
    for seed in range(4):
        data = random.Random(seed).randbytes(size + seed)
        packed = bz2.compress(data, 1)
        # The mark of the end and the checksum of the whole; the block may share the first byte.
        for at in range(len(packed) - 10, len(packed)):
            for broken in (packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :], packed[:at]):
                found = []
                with suppress(blocks.Damaged):
                    for chunk in blocks.read_blocks(broken, 32, len(broken) * 8):
                        found.append(chunk)
                assert b"".join(found) == data


# what is damaged


@pytest.mark.parametrize("name", ["multi.bz2", "blocks.bz2"])
def test_damage_costs_the_pages_around_it(composed: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = bytearray((composed / name).read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20] = bytes(20)
    path.write_bytes(data)
    expected = nameless(full(composed / name))
    with Processes(task(), 2) as workers:
        steps = steps_of(path, workers)
    found = nameless(battles_of(steps))
    assert found == [battle for battle in expected if battle in found]
    assert len(expected) // 2 < len(found) <= len(expected)
    assert any("is damaged" in message for message in troubles_of(steps))


@pytest.mark.parametrize("name", FORMS)
def test_a_file_that_is_cut_off(composed: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = (composed / name).read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    steps = steps_of(path)
    expected = nameless(full(composed / name))
    found = nameless(battles_of(steps))
    assert found == expected[: len(found)] and len(found) > len(expected) // 3
    assert troubles_of(steps)


# those who do the work


@record
class Deadly(forms.Battles):
    """A form that a worker dies of, or that fails, at battles of these names."""

    name: str
    how: str

    def made(self, battle: Battle) -> Battle:
        if battle.page.title == self.name:
            if self.how == "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            raise ZeroDivisionError("oops")
        return battle


@pytest.mark.parametrize("how", ["dies", "fails"])
@pytest.mark.parametrize("name", ["multi.bz2", pytest.param("gzip.gz", marks=pytest.mark.slow)])
def test_a_page_costs_itself_and_never_the_run(composed: Path, how: str, name: str) -> None:
    expected = battles_of(steps_of(composed / name))
    victim = expected[len(expected) // 2].page.title or ""
    asked = task(Deadly(victim, how))
    with Processes(asked, 2) as workers:
        steps = steps_of(composed / name, workers, form=asked.form)
    assert battles_of(steps) == [battle for battle in expected if battle.page.title != victim]
    (trouble,) = [trouble for step in steps for trouble in step.troubles]
    assert trouble.page and victim in trouble.message
    assert ("ended the process" if how == "dies" else "ZeroDivisionError: oops") in trouble.message


def test_no_more_is_handed_out_than_keeps_all_busy(composed: Path) -> None:
    path = str(composed / "plain.xml")
    taken = 0

    def works() -> Iterator[Any]:
        nonlocal taken
        for part in parts(path, Shape.PLAIN, sizes=Sizes(plain=3000)):
            taken += 1
            yield Work(part, Site())

    with Processes(task(), 2) as workers:
        results = workers.results(works())
        next(results)
        assert taken <= (_AHEAD + 1) * 2


# output


def outputs(folder: Path, *arguments: str) -> dict[str, bytes]:
    folder.mkdir()
    main(["extract", *arguments, "-q", "--no-prose", "-o", f"{folder}/"])
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("battlex.dump.plan.SIZES", SMALL)
    monkeypatch.setattr("battlex.cli.long.LARGE", dict.fromkeys((Shape.PLAIN, Shape.STREAMS, None), 1))


def test_output_is_the_same_for_any_number_of_jobs(composed: Path, tmp_path: Path, small_parts: None) -> None:
    path = str(composed / "multi.bz2")
    article = str(ROOT / "samples" / "en" / "lissa.wikitext")
    for form in ("csv", "tsv"):
        found = [outputs(tmp_path / f"{form}{n}", path, article, "-f", form, "-j", n) for n in ("1", "2", "3")]
        assert found[0] == found[1] == found[2]
        assert len(found[0]) == 5 and all(found[0].values())


@pytest.mark.parametrize(
    ("inputs", "more"),
    [
        (["multi.bz2", "gzip.gz"], ["-f", "json"]),
        (["plain.xml"], ["-f", "jsonl"]),
        (["multi.bz2", "gzip.gz"], ["-f", "jsonl", "-t", "people"]),
        (["plain.xml"], ["-f", "json", "-t", "sides"]),
    ],
)
def test_large_inputs_are_written_as_small_ones(
    composed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], inputs: list[str]
) -> None:
    paths = [str(composed / name) for name in inputs]
    arguments = ["extract", *paths, "--no-prose", "-q", *more, "-o"]
    assert main([*arguments, str(tmp_path / "a")]) == 0
    monkeypatch.setattr("battlex.dump.plan.SIZES", SMALL)
    monkeypatch.setattr("battlex.cli.long.LARGE", dict.fromkeys((Shape.PLAIN, Shape.STREAMS, None), 1))
    assert main([*arguments, str(tmp_path / "b"), "-j", "2"]) == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_the_summary(composed: Path, tmp_path: Path, small_parts: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(composed / "multi.bz2"), "--no-prose", "-o", str(tmp_path / "x.jsonl"), "-j", "2"]) == 0
    said = capsys.readouterr().err
    count = len((tmp_path / "x.jsonl").read_text().splitlines())
    assert f" {count} battles, " in said and "skipped, 0 failed" in said and said.count("\n") == 1


def test_from_python(composed: Path, tmp_path: Path) -> None:
    paths = [composed / "multi.bz2", composed / "gzip.gz", ROOT / "samples" / "en" / "lissa.wikitext"]
    errors: list[str] = []
    expected = [battle for path in paths for battle in full(path)]
    for jobs in (1, 2):
        found = battlex.extract_many([*paths, tmp_path / "none"], prose=False, jobs=jobs, on_error=errors.append)
        assert list(found) == expected
    assert len(errors) == 2 and "no such file" in errors[0]
    with pytest.raises(battlex.BattlexError, match="no such file"):
        list(battlex.extract_many([tmp_path / "none"]))
    alone = paths[-1]
    assert [*battlex.extract_many(str(alone))] == [*battlex.extract_many(alone)] == [*battlex.extract_many([alone])]


def test_from_python_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "x.wikitext"
    path.write_text("{{Infobox military conflict|conflict=A}}")
    for _ in range(120):
        assert [battle.name for battle in battlex.extract_many([path], language="en", prose=False)] == ["A"]


# interruptions


def test_an_interruption_says_how_to_go_on(composed: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    process = started(str(composed / "plain.xml"), "-j", "2", "-o", str(path), stderr=subprocess.PIPE)
    until((tmp_path / ".x.jsonl.battlex-resume").exists)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    if process.returncode:  # it may have been quicker
        assert process.returncode == 130
        assert said == b"battlex: interrupted; the same command with --resume goes on from here\n"
        assert not path.exists()


def test_resume_goes_on_with_the_same_run_only(composed: Path, tmp_path: Path) -> None:
    path, key = tmp_path / "x", checkpoint.identity([str(composed / "multi.bz2")], task(), ["x"])
    place = Place(
        Shape.BLOCKS, 7, b"<page>\xff", site("https://fr.wikipedia.org/wiki/X", namespaces={"talk": 1}), True, 3, 2, 1
    )
    state = checkpoint.State(1, place, 5, False, [10], {"pages": 3})
    checkpoint.save(path, key, state)
    assert checkpoint.load(path, key) == state
    assert checkpoint.load(path, checkpoint.identity([str(composed / "multi.bz2")], task(language="en"), ["x"])) is None
    path.write_text(path.read_text()[:-9])
    assert checkpoint.load(path, key) is None
    assert main(["extract", "x", "--resume"]) == 2


def test_a_reader_that_goes_away(composed: Path) -> None:
    for arguments in (["multi.bz2"], ["multi.bz2", "-j", "1"], ["gzip.gz"]):
        process = started(
            str(composed / arguments[0]), *arguments[1:], "-f", "jsonl", stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout and process.stdout.readline().startswith(b'{"battlex"')
        process.stdout.close()
        assert process.stderr and b"Traceback" not in process.stderr.read()
        assert process.wait(30) == 0


def test_standard_input(composed: Path) -> None:
    with (composed / "plain.xml").open("rb") as file:
        process = started("-", "-f", "jsonl", "--no-prose", "-j", "2", "-q", stdin=file, stdout=subprocess.PIPE)
        found, _ = process.communicate(timeout=60)
    assert len(found.splitlines()) == len(full(composed / "plain.xml"))


def test_workers_end_with_their_parent(composed: Path) -> None:
    psutil = pytest.importorskip("psutil")
    process = started("-", "-j", "2", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write((composed / "plain.xml").read_bytes())
    process.stdin.flush()
    parent = psutil.Process(process.pid)
    until(lambda: bool(parent.children()))
    children = parent.children()
    assert children
    process.kill()
    process.wait()
    until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children), 10)
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)


def test_an_article_starts_without_what_dumps_need() -> None:
    code = (
        "import sys; from battlex.cli import main; main(sys.argv[1:]);"
        "print([m for m in ('multiprocessing', 'concurrent.futures', 'rich', 'battlex.dump.pool') if m in sys.modules])"
    )
    path = str(ROOT / "samples" / "en" / "lissa.wikitext")
    command = [sys.executable, "-c", code, "extract", path, "-o", os.devnull, "-f", "json"]
    assert subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout == "[]\n"
