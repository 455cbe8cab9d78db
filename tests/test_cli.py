"""The command line: its options, formats, exit statuses, and how a run ends."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

import battlex
from battlex.cli import app as application
from battlex.cli import extract, main, stderr, stdout
from battlex.cli.app import COMMANDS, app
from battlex.dump.told import no_battle, place_of
from battlex.errors import BattlexError, InputError, LanguageError
from battlex.languages import SHARED, codes, own_tables
from battlex.model import Battle, Page
from battlex.printed import to_dict
from battlex.render.records import TABLES, to_records
from tests.battles import ALL, ALONE, HOSTILE, MARATHON, MELEE, XINKOU

ARTICLE = """{{Infobox military conflict
|conflict=Battle of the Ford
|date=3 May 1402
|result=Red victory
|combatant1=Reds|combatant2=Blues
|strength1=1,200 men|strength2=about 900
|casualties1=34 killed|casualties2=
}}
'''The Battle of the Ford''' was small.
"""

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs a command as the program would, errors included, without a process of its own."""

    def invoke(*arguments: str, stdin: str | bytes = "") -> Result:
        class Program(click.Command):
            def main(self, *_: Any, **__: Any) -> Any:
                sys.exit(main(arguments))

        return CliRunner().invoke(Program("battlex"), input=stdin)

    return invoke


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "ford.wikitext"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library in which ``good*`` holds the battles of ``battles.py``, and other inputs go wrong by name."""
    pages = {"good": ALL, "one": (XINKOU,), "clean": (XINKOU,), "problem": (ALONE,), "hostile": (HOSTILE,)}

    def read(path: str, *, on_error: Any, **_: Any) -> Iterator[Page]:
        if path == "missing":
            raise InputError("missing: no such file; check the path")
        if path == "torn":
            yield Page("one", path=path)
            on_error(InputError("torn: the file ends too early"))
            return
        yield Page(path, path=path)

    def read_battles(page: Page, **_: Any) -> list[Battle]:
        if page.wikitext == "bug":
            raise ZeroDivisionError("oops")
        if page.wikitext == "interrupt":
            raise KeyboardInterrupt
        return list(pages.get(page.wikitext, ()))

    monkeypatch.setattr(battlex, "pages", read, raising=False)
    monkeypatch.setattr(battlex, "extract", read_battles, raising=False)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def battlex_process(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(Path(battlex.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "battlex", *arguments], stderr=subprocess.PIPE, env=environment, **more
    )


# the help


@pytest.mark.parametrize("name", COMMANDS)
def test_everything_is_documented(name: str) -> None:
    command = app.get_command(click.Context(app), name)
    assert command and command.help and f"battlex {name}" in command.help  # with an example
    assert command.get_short_help_str(80) and "..." not in command.get_short_help_str(80)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help and parameter.help[0].isupper() and parameter.help.rstrip()[-1] in ".]", (
                parameter.name
            )


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_module_with_a_command_is_listed(name: str) -> None:
    folder = Path(application.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "@click.command" in path.read_text(encoding="utf-8")}
    assert modules == set(COMMANDS)
    assert set(extract.TABLES) == set(TABLES)


def test_version(run: Run) -> None:
    assert run("--version").output == f"battlex {battlex.__version__}\n"


# usage


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shwo"], "battlex: no command 'shwo'; did you mean 'show'?"),
        (["extract"], "battlex: extract: Missing argument 'INPUT...'; see `battlex extract --help`"),
        (["extract", "x", "-f", "yaml"], "'yaml' is not one of"),
        (["extract", "x", "-o", "x.xlsx"], "no known format ends in .xlsx; choose one with -f"),
        (["extract", "x", "-o", "x/", "-f", "json"], "-o x/ takes -f csv or -f tsv"),
        (["extract", "x", "-f", "table", "-t", "sides"], "--table gives rows"),
        (["show", "x", "-l", "chinese"], "no language 'chinese'; did you mean 'zh'?"),
        (["show", "x", "-l", "??"], "`battlex languages` lists them"),
        (["read", "5"], "Missing option '-l'"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_no_command_prints_the_help(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


@pytest.mark.parametrize(
    ("call", "held"), [("Battle of X infobox", True), ("Infobox person", False), ("Template: Infobox person", False)]
)
def test_a_template_that_may_hold_the_infobox_is_named(call: str, held: bool) -> None:
    page = Page(f"Words. {{{{{call}|name=X}}}}", path="x")
    assert (f"{{{{{call}}}}} may hold it" in no_battle("x", 1, page)) is held


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda: battlex.extract(Path("x")), TypeError, r"not PosixPath; battlex\.pages"),  # type: ignore[arg-type]
        (lambda: battlex.parse_result("Reds won", "Reds", language="en"), TypeError, r"write \['Reds', …\]"),
        (lambda: battlex.parse_figures("5", language="en", measure="men"), ValueError, "strength and casualties"),
        (lambda: battlex.extract("{{Warbox|conflict=X}}"), LanguageError, "with -l / language="),
    ],
)
def test_wrong_use_from_python_is_told(ask: Callable[[], object], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        ask()


# formats


def test_json_into_a_pipe(run: Run, stand_in: None) -> None:
    result = run("extract", "good")
    assert result.exit_code == 0
    assert [battle["name"] for battle in json.loads(result.stdout)] == [
        to_dict(battle)["name"] for battle in ALL[:-1]
    ] + [
        HOSTILE.name.replace("\ud800", "\ufffd")  # type: ignore[union-attr]
    ]


def test_jsonl(run: Run, stand_in: None) -> None:
    result = run("extract", "one", "one", "-f", "jsonl")
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == ["忻口戰鬥"] * 2


@pytest.mark.parametrize("name", ["foo", "rot13", "zlib", ""])
@pytest.mark.parametrize("command", ["extract", "show", "check", "explain"])
def test_what_is_no_encoding_of_text_is_wrong_usage(run: Run, article: str, command: str, name: str) -> None:
    result = run(command, article, "--encoding", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"battlex: {command}: unknown encoding") and result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", TABLES)
def test_tables_as_csv_and_json_hold_the_same(run: Run, stand_in: None, name: str) -> None:
    records = to_records([XINKOU, XINKOU], table=name)
    rows = list(csv.DictReader(run("extract", "one", "one", "-t", name).stdout.splitlines()))
    assert [row["battle"] for row in rows] == [str(record["battle"]) for record in records]
    assert json.loads(run("extract", "one", "one", "-t", name, "-f", "json").stdout) == records


def test_tsv_and_raw_csv(run: Run, stand_in: None) -> None:
    assert run("extract", "one", "-f", "tsv").stdout.startswith("battle\ttitle\t")
    assert run("extract", "one", "-f", "csv", "--raw-csv").stdout == run("extract", "one", "-f", "csv").stdout


def test_table_is_drawn(run: Run, stand_in: None) -> None:
    shown = run("show", "one").stdout
    assert shown.startswith("╭──") and "★ 日本帝國" in shown
    assert run("extract", "one", "-f", "table").stdout == shown


def test_columns_and_colours(run: Run, stand_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    assert len(run("show", "one").stdout.splitlines()[0]) == 100
    assert "\x1b" not in run("show", "one").stdout
    assert "\x1b[36m" in run("show", "one", "--color", "always").stdout
    assert "\x1b" not in run("show", "one", "--color", "never").stdout


def test_a_hostile_article_does_not_act(run: Run, stand_in: None) -> None:
    for command in ("show", "explain"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", run(command, "hostile", "-v").output)


def test_explain(run: Run, stand_in: None) -> None:
    result = run("explain", "one")
    assert result.exit_code == 0
    assert "180000.. personnel" in result.stdout


# saved pictures


def test_pictures_are_saved(run: Run, stand_in: None, tmp_path: Path) -> None:
    svg, page = tmp_path / "a.svg", tmp_path / "a.html"
    result = run("show", "one", "--svg", str(svg), "--html", str(page))
    assert (result.exit_code, result.output) == (0, "")
    assert svg.read_text(encoding="utf-8").startswith("<svg ") and "日本帝國" in svg.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert names_in(tmp_path) == ["a.html", "a.svg"]


def test_a_saved_picture_can_go_on_in_a_pipe(run: Run, stand_in: None) -> None:
    assert run("show", "one", "--svg", "-").stdout.endswith("</svg>\n")


def test_saved_pictures_are_as_wide_as_columns(run: Run, stand_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = []
    for columns in ("80", "160"):
        monkeypatch.setenv("COLUMNS", columns)
        found = re.search(r'viewBox="0 0 (\d+)', run("show", "one", "--svg", "-").stdout)
        boxes.append(int(found[1]) if found else 0)
    assert boxes[1] > 1.8 * boxes[0] > 0


@pytest.mark.parametrize(("source", "said"), [("nothing", "not written"), ("missing", "no such file")])
def test_no_picture_keeps_the_old_file(run: Run, stand_in: None, tmp_path: Path, source: str, said: str) -> None:
    path = tmp_path / "a.svg"
    path.write_text("old")
    result = run("show", source, "--svg", str(path))
    assert result.exit_code == 1 and said in result.stderr
    assert (path.read_text(), names_in(tmp_path)) == ("old", ["a.svg"])


def test_all_pictures_are_saved_or_none(run: Run, stand_in: None, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    result = run("show", "one", "--svg", str(path), "--html", str(tmp_path / "none" / "a.html"))
    assert result.exit_code == 1 and "cannot be written" in result.stderr
    assert names_in(tmp_path) == []
    assert run("show", "one", "--svg", str(path), "--html", str(path)).exit_code == 2


# completion


def completed(line: str) -> list[str]:
    """What is offered at the end of a line."""
    *words, incomplete = line.split(" ")
    return [
        item.value for item in ShellComplete(app, {}, "battlex", "_BATTLEX_COMPLETE").get_completions(words, incomplete)
    ]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("s", {"show", "schema"}),
        ("extract x -l z", {"zh", "zh-classical"}),
        ("read 5 --language pl", {"pl"}),
        ("languages z", {"zh", "zh-classical"}),
        ("extract x -f j", {"json", "jsonl"}),
        ("extract x --table ", set(TABLES)),
        ("schema -t f", {"figures"}),
        ("show x --sv", {"--svg"}),
        ("show x --color a", {"auto", "always"}),
    ],
)
def test_completion(line: str, offered: set[str]) -> None:
    assert set(completed(line)) == offered


@pytest.mark.parametrize("command", ["show", "extract", "check", "explain"])
def test_inputs_are_completed_by_the_shell(command: str) -> None:
    offered = ShellComplete(app, {}, "battlex", "_BATTLEX_COMPLETE").get_completions([command], "sam")
    assert [(item.value, item.type) for item in offered] == [("sam", "file")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_in_the_shell(shell: str, run: Run, tmp_path: Path) -> None:
    assert f"_BATTLEX_COMPLETE={shell}_source battlex" in run("--help").output
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    program = tmp_path / "battlex"
    root = Path(battlex.__file__).parents[1]
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(root))} exec {shlex.quote(sys.executable)} -m battlex "$@"\n'
    )
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    source = {
        "bash": 'eval "$(_BATTLEX_COMPLETE=bash_source battlex)"; COMP_WORDS=(battlex languages zh); COMP_CWORD=2; '
        '_battlex_completion battlex; echo "${COMPREPLY[@]}"',
        "zsh": "autoload -Uz compinit; compinit -u -D; "
        'eval "$(_BATTLEX_COMPLETE=zsh_source battlex)"; '
        'whence -w _battlex_completion; COMP_WORDS="battlex languages zh" COMP_CWORD=2 _BATTLEX_COMPLETE=zsh_complete battlex',
        "fish": "_BATTLEX_COMPLETE=fish_source battlex | source; complete -C 'battlex languages zh'",
    }[shell]
    done = subprocess.run(
        [shell, "-c", source], env=environment, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert "zh-classical" in done.stdout, done.stderr
    assert "not found" not in done.stderr


# files


def test_output_file_is_written_whole(run: Run, stand_in: None, tmp_path: Path) -> None:
    path = tmp_path / "sides.csv"
    path.write_text("old")
    path.chmod(0o640)
    assert run("extract", "good", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("battle,title,")
    assert path.stat().st_mode & 0o777 == 0o640
    assert names_in(tmp_path) == ["sides.csv"]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("x", "[\n"), ("x.json", "[\n"), ("x.jsonl", '{"battlex"'), ("x.tsv", "battle\t"), ("x.txt", "╭─")],
)
def test_the_name_tells_the_format(run: Run, stand_in: None, tmp_path: Path, name: str, beginning: str) -> None:
    run("extract", "one", "-o", str(tmp_path / name))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)


@pytest.mark.parametrize("inputs", [["interrupt"], ["one", "interrupt"]])
def test_an_interruption_keeps_the_old_file(run: Run, stand_in: None, tmp_path: Path, inputs: list[str]) -> None:
    path = tmp_path / "x.json"
    path.write_text("old")
    result = run("extract", *inputs, "-o", str(path))
    assert (result.exit_code, result.stderr) == (130, "")
    assert path.read_text() == "old"
    assert names_in(tmp_path) == ["x.json"]


def test_nothing_read_keeps_the_old_file(run: Run, stand_in: None, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("old")
    result = run("extract", "missing", "-o", str(path))
    assert result.exit_code == 1
    assert "not written" in result.stderr
    assert path.read_text() == "old"


def test_a_full_disk_keeps_the_old_file(
    run: Run, stand_in: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "x.json"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    result = run("extract", "one", "-o", str(path))
    assert result.exit_code == 1
    assert result.stderr == f"battlex: {path}: cannot be written (No space left on device); the old file is unchanged\n"
    assert (path.read_text(), names_in(tmp_path)) == ("old", ["x.json"])


def test_no_folder_to_write_in(run: Run, stand_in: None, tmp_path: Path) -> None:
    result = run("extract", "one", "-o", str(tmp_path / "none" / "x.json"))
    assert result.exit_code == 1
    assert result.stderr.startswith("battlex: ") and result.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_folder_gets_all_tables(run: Run, stand_in: None, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "tables"
    assert run("extract", "good", "-f", form, "-o", f"{folder}/").exit_code == 0
    assert names_in(folder) == sorted([*(f"{name}.{form}" for name in TABLES), "datapackage.json"])
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=resource["dialect"]["delimiter"]))
        assert len(rows) == len(to_records(ALL, table=resource["name"]))
        assert list(rows[0]) == [field["name"] for field in resource["schema"]["fields"]]


def test_a_device_is_written_as_it_is(run: Run, stand_in: None) -> None:
    assert run("extract", "one", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


# errors and statuses


def test_what_cannot_be_read_does_not_end_the_run(run: Run, stand_in: None) -> None:
    result = run("extract", "missing", "torn", "bug", "one", "-f", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    lines = result.stderr.splitlines()
    assert lines[:2] == ["battlex: missing: no such file; check the path", "battlex: torn: the file ends too early"]
    assert lines[2] == "battlex: bug: ZeroDivisionError: oops; a fault of battlex: please report the page"
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["clean"], 0, ""),
        (["problem"], 0, ""),
        (["problem", "--strict"], 1, "foo: the language does not know this parameter (unknown-parameter)"),
        (["clean", "--strict"], 0, ""),
        (["nothing"], 1, "nothing: no infobox of a battle"),
        (["nothing", "--quiet"], 1, ""),
        (["nothing", "clean"], 0, "nothing: no infobox of a battle"),
        (["problem", "--verbose"], 0, "1 page, 1 battle, 1 problem (unknown-parameter 1), 0 errors"),
    ],
)
def test_exit_status(run: Run, stand_in: None, arguments: list[str], status: int, said: str) -> None:
    result = run("extract", *arguments)
    assert result.exit_code == status
    assert said in result.stderr if said else result.stderr == ""


def test_standard_input_is_called_so() -> None:
    assert place_of(Page("", path="-", title="Ford")) == "standard input: Ford"
    assert no_battle("-", 0).startswith("standard input: no battle in 0 pages")
    assert no_battle("-", 1).startswith("standard input: no battle in 1 page;")


def test_errors_do_not_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    stderr.say("a\x1b[31m\nb\u202e")
    assert capsys.readouterr().err == "battlex: a[31m b\n"
    stderr.say_as_it_is("Traceback:\n  a\x1b[31m\n")
    assert capsys.readouterr().err == "Traceback:\n  a\u241b[31m\n"


def test_a_closed_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(BattlexError, match="write to a file with -o"), stdout.StandardOutput():
        pass


# the whole, with the library itself


def test_extract_an_article(run: Run, article: str) -> None:
    result = run("extract", article, "-f", "json")
    assert result.exit_code == 0, result.stderr
    (battle,) = json.loads(result.stdout)
    assert [side["strength"]["figures"][0]["min"] for side in battle["sides"]] == [1200, 900]
    assert run("extract", "-", "-l", "en", stdin=ARTICLE).stdout.count('"Battle of the Ford"') >= 1


def test_read(run: Run) -> None:
    assert run("read", "1,200 men", "-l", "en").stdout == "1200 personnel\n"
    assert run("read", "34 killed", "-l", "en", "-m", "casualties").stdout == "34 personnel killed\n"
    assert run("read", "3 May 1402", "-l", "en", "--date").stdout == "1402-05-03\n"
    (figure,) = json.loads(run("read", "1,200 men", "-l", "en", "-f", "json").stdout)
    assert figure["min"] == 1200
    lines = run("read", "-", "-l", "en", stdin="1,200 men\n300\\n400 men\n").stdout.splitlines()
    assert lines == ["1,200 men => 1200 personnel", "300\\n400 men => 300 personnel; 400 personnel"]


def test_read_what_is_no_figure(run: Run) -> None:
    result = run("read", "see below", "-l", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "battlex: no strength could be read in 'see below'\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cn", "zh"), ("zh-CN", "zh"), ("zh_tw", "zh"), ("jp", "ja"), ("kr", "ko"), ("ua", "uk"), ("gr", "el"),
        ("se", "sv"), ("cz", "cs"), ("pt-BR", "pt"), ("en-gb", "en"), ("deu", "de"), ("German", "de"), ("deutsch", "de"),
        ("nb", "no"), ("frr", "fr"),
    ],
)  # fmt: skip
def test_the_language_that_is_meant_is_named(run: Run, typed: str, meant: str) -> None:
    result = run("read", "5", "-l", typed)
    assert (result.exit_code, result.stderr) == (2, f"battlex: read: no language {typed!r}; did you mean {meant!r}?\n")
    with pytest.raises(BattlexError, match=f"no language {typed!r}; did you mean {meant!r}"):
        battlex.parse_figures("5", language=typed, measure="strength")


def test_no_language_is_near(run: Run) -> None:
    assert run("read", "5", "-l", "xx").stderr == "battlex: read: no language 'xx'; `battlex languages` lists them\n"


def test_other_codes_lead_to_languages() -> None:
    others = own_tables(SHARED)["other_codes"]
    assert set(others.values()) <= set(codes())
    assert not set(others) & set(codes())


def test_languages(run: Run) -> None:
    assert re.search(r"^zh\s+Chinese\s+中文", run("languages").stdout, re.MULTILINE)
    assert "Infobox military conflict" in run("languages", "zh").stdout


def test_schema(run: Run) -> None:
    assert json.loads(run("schema").stdout)["$schema"].endswith("2020-12/schema")
    assert json.loads(run("schema", "--table", "people").stdout)["fields"][0]["name"] == "battle"


# as a process


def test_start_up_imports_only_what_is_needed(article: str) -> None:
    code = (
        "import sys; from battlex.cli import main; main(sys.argv[1:]);"
        "print([m for m in ('rich', 'importlib.metadata', 'mwparserfromhell', 'battlex.dump.run', 'battlex.read.pagexml')"
        " if m in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(battlex.__file__).parents[1])}

    def imported(*arguments: str) -> str:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr

    assert imported("schema") == "[]\n"
    assert imported("extract", article, "-f", "json") == "[]\n"


def test_a_reader_that_goes_away(article: str) -> None:
    process = battlex_process("extract", *[article] * 200, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"[\n"
    process.stdout.close()
    assert process.stderr and process.stderr.read() == b""
    assert process.wait(20) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output(article: str) -> None:
    with Path("/dev/full").open("wb") as full:
        process = battlex_process("extract", article, stdout=full)
    assert process.stderr
    assert process.stderr.read().startswith(b"battlex: standard output: No space left on device")
    assert process.wait(20) == 1


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_clean_up(tmp_path: Path, number: int, status: int) -> None:
    path = tmp_path / "x.json"
    # Where the tests run in the background, SIGINT is ignored, and a new process takes that over.
    before = signal.signal(number, signal.SIG_DFL)
    process = battlex_process("extract", "-", "-o", str(path), stdin=subprocess.PIPE)
    signal.signal(number, before)
    until = time.monotonic() + 20
    while not names_in(tmp_path) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.1)
    process.send_signal(number)
    assert process.wait(20) == status
    assert process.stderr and process.stderr.read() == b""
    assert names_in(tmp_path) == []


def test_battles_are_told_apart_by_number(run: Run, stand_in: None) -> None:
    rows = list(csv.DictReader(run("extract", "good", "one", "-t", "battles").stdout.splitlines()))
    assert [row["battle"] for row in rows] == [str(n) for n in range(1, len(ALL) + 2)]
    assert {MARATHON.name, MELEE.name} < {row["name"] for row in rows}
