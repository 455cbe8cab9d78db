"""Nothing in an article acts on a terminal or a spreadsheet, and a file is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ATTACKS = {
    "CSI": "\x1b[2J\x1b[31m",
    "OSC 8": "\x1b]8;;http://a.b\x1b\\click\x1b]8;;\x1b\\",
    "OSC 52": "\x1b]52;c;cm0gLXJm\x07",
    "DCS": "\x1bP$q\x1b\\",
    "C1": "\x9b31m\x9d0;a\x9c",
    "title": "\x1b]0;owned\x07",
    "bidi": "\u202eabc\u202c\u2066def\u2069\u200f\u061c",
    "controls": "\x00\x01\x07\x08\x7f\r\v\f",
    "separators": "\u2028\u2029\x85",
    "tags": "\U000e0041\U000e007f",
    "rich": "[bold red]a[/bold red] [link=http://a]b[/] [/] [[",
    "surrogates": "\ud800\udfff",
}
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\U000e0000-\U000e007f]"
)
STYLE = re.compile(r"\x1b\[[\d;]*m")
ISOLATES = re.compile("\u2067[^\u2066-\u2069]*\u2069|\u2068[^\u2066-\u2069]*\u2069|\u2066[^\u2066-\u2069]*\u2069")
"""battlex itself closes right-to-left text within its cell: a pair of isolates cannot turn anything outside it."""


def article(attack: str) -> str:
    """An article that says something hostile wherever it says anything."""
    values = {
        "conflict": f"Battle {attack}",
        "partof": f"[[War|War {attack}]]",
        "date": f"3 May 1402 {attack}",
        "place": f"[[Ford{attack}|the ford]]",
        "result": f"Red victory {attack}",
        "combatant1": f"[[Reds|Reds {attack}]]",
        "combatant2": f"{{{{flag|Blue{attack}land}}}}",
        "commander1": f"[[A B|A {attack} B]]",
        "strength1": f"300 {attack} men, 5 ships {attack}",
        "casualties1": f"{attack}: 30 killed (claim: 40 {attack})",
        f"note{attack}s": f"a {attack} {{{{x{attack}|y}}}}",
    }
    box = "\n".join(f"| {name} = {value}" for name, value in values.items())
    return f"{{{{Infobox military conflict\n{box}\n}}}}\nOn 3 May {attack} 300 Reds were killed {attack} there.\n== {attack} ==\n5 ships were lost.\n"


def program(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "battlex", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """An article with all attacks at once, in a file whose name is one, too."""
    attack = " ".join(ATTACKS.values())
    revision = {"slots": {"main": {"content": article(attack)}}}
    # An answer of the API, for JSON can say what UTF-8 cannot: halves of surrogate pairs.
    path = tmp_path / "a\x1b]0;b\x07\u202e[bold].json"
    path.write_text(json.dumps({"query": {"pages": [{"title": f"A {attack}", "ns": 0, "revisions": [revision]}]}}))
    return path


COMMANDS = [
    ["show"],
    ["show", "--color", "always"],
    ["explain"],
    ["explain", "--color", "always"],
    ["extract", "-f", "table", "--color", "always"],
    ["extract", "-v", "--strict", "-f", "table"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_acts_on_a_terminal(command: list[str], hostile: Path) -> None:
    done = program(*command, str(hostile), "-l", "en")
    for stream in (done.stdout, done.stderr):
        text = ISOLATES.sub("", STYLE.sub("", stream.decode("utf-8")))
        assert not ACTING.findall(text.replace("\n", ""))
    assert b"Traceback" not in done.stderr
    assert done.stdout


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(ATTACKS.values()), id="together"),
        *(pytest.param(text, id=name, marks=pytest.mark.slow) for name, text in ATTACKS.items()),
    ],
)
def test_a_message_does_not_act(text: str) -> None:
    shown = text.replace("\x00", "").encode("utf-8", "surrogateescape" if "\udfff" not in text else "replace")
    for arguments in (["show", shown], ["read", shown, "-l", "en"], ["languages", shown], [shown]):
        done = program(*arguments)
        assert not ACTING.findall(done.stderr.decode("utf-8").replace("\n", ""))
        assert b"Traceback" not in done.stderr


def test_json_is_utf8_and_keeps_what_was_read(hostile: Path) -> None:
    done = program("extract", str(hostile), "-l", "en", "-f", "json")
    (battle,) = json.loads(done.stdout.decode("utf-8"))
    assert battle["infobox"]["parameters"]["strength1"]["wikitext"].startswith("300 \x1b[2J")


def test_no_cell_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    for number, start in enumerate(
        ('=HYPERLINK("http://a")', "+cmd|' /C calc'!A0", "-1+1|a", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1")
    ):
        path = tmp_path / f"{number}.wikitext"
        path.write_text(
            article("").replace("Battle ", start).replace("[[Reds|Reds ]]", start).replace("A  B", start),
            encoding="utf-8",
        )
    for table in ("battles", "sides", "figures", "people"):
        done = program("extract", str(tmp_path), "-l", "en", "-f", "csv", "--table", table)
        rows = list(csv.reader(io.StringIO(done.stdout.decode("utf-8"))))
        assert len(rows) > 8
        for cell in (cell for row in rows for cell in row):
            assert not re.match(r"\s*[=+@＝＋＠-]", cell) or re.fullmatch(r"-?[\d.-]+", cell)


# files


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
@pytest.mark.slow  # tests.test_interrupted kills a few runs each time
@pytest.mark.parametrize("tries", [20])
def test_a_killed_run_leaves_no_half_file(tries: int, tmp_path: Path) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out" / "battles.jsonl"
    folder.mkdir()
    out.parent.mkdir()
    for number in range(60):
        (folder / f"{number}.wikitext").write_text(article("").replace("Battle ", f"Battle {number}"), encoding="utf-8")
    command = [sys.executable, "-m", "battlex", "extract", str(folder), "-l", "en", "-j", "1", "-o", str(out)]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole, whole_time = out.read_bytes(), time.monotonic() - begun
    assert whole.count(b"\n") == 60
    chance = random.Random(tries)
    for attempt in range(tries):
        old = b"old\n" if attempt % 2 else whole
        out.write_bytes(old)
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.1, 1.1) * whole_time)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert out.read_bytes() in (old, whole)
    subprocess.run(command, check=True, capture_output=True)
    assert out.read_bytes() == whole, "what a killed run left is in nobody's way"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_a_full_disk_is_an_error(form: str, hostile: Path) -> None:
    for arguments in (["-o", "/dev/full"], []):
        with open("/dev/full", "wb") as full:  # noqa: PTH123
            done = subprocess.run(
                [sys.executable, "-m", "battlex", "extract", str(hostile), "-l", "en", "-f", form, *arguments],
                stdout=subprocess.DEVNULL if arguments else full,
                stderr=subprocess.PIPE,
                timeout=60,
            )
        assert done.returncode == 1
        assert done.stderr.startswith(b"battlex: ") and b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="this system has no limits of file size")
def test_a_file_that_cannot_grow_keeps_the_old_one(hostile: Path, tmp_path: Path) -> None:
    import resource

    out = tmp_path / "battles.json"
    out.write_text("old", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = program(
        *("extract", str(hostile), "-l", "en", "-o", str(out)),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr and b"the old file is unchanged" in done.stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "command", [["extract", "-f", "jsonl"], ["show"], ["explain"], ["schema"], ["languages"]], ids=" ".join
)
def test_a_closed_pipe_ends_quietly(command: list[str], tmp_path: Path) -> None:
    sources = []
    for number in range(30 if command[0] not in ("schema", "languages") else 0):
        sources.append(tmp_path / f"{number}.wikitext")
        sources[-1].write_text(article(""), encoding="utf-8")
    language = ["-l", "en"] if sources else []
    run = subprocess.Popen(
        [sys.executable, "-m", "battlex", *command, *map(str, sources), *language],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None and run.stderr is not None
    run.stdout.close()
    said = run.stderr.read()
    run.stderr.close()
    assert (
        run.wait(60) in (0, 1) and b"Traceback" not in said and b"Broken pipe" not in said and b"Exception" not in said
    )
