"""The house rules that a machine can hold us to: who imports whom, sizes, names, no language in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from battlex.languages import codes
from tests.conftest import ROOT

PACKAGE = "battlex"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / PACKAGE).rglob("*.py"))
}

LAYERS = (
    {"errors", "pattern", "record", "model", "_version"},
    {"languages"},
    {"read", "markup", "brackets", "markup_light"},
    {"infobox", "fields", "values"},
    {"prose", "assemble", "summary"},
    {"check", "pipeline"},
    {"render", "schema"},
    {"dump"},
    {"cli"},
    {"", "__main__"},
)
"""What may import only itself and what stands above it; "" is the package's own ``__init__``, which names the public API."""

ROOMS = (
    {"words", "counted"},
    {"sentence"},
    {"text", "counting"},
    {"fates", "refusals"},
    {"reading"},
    {"sides"},
    {""},
)
"""The rooms of ``prose``: each may import only itself and what stands above its line, not what stands beside it."""

ONLY = {
    "click": {"cli"},
    "rich": {"cli", "render.table", "render.layout", "render.chart", "render.passages", "render.explain"},
    "mwparserfromhell": {"infobox", "markup"},
    "convertdate": {"values"},
    "zstandard": {"read"},
    "py7zr": {"read"},
    "distributed": {"dump.cluster"},
    "fsspec": {"read.files"},
}
"""Packages that one part of the house alone knows."""

LAZY = {"rich": {"cli"}}
"""Packages that these parts import inside functions only: they are slow to import and not always needed."""

LONGEST = 320
LONGER = {
    "model": "the nouns of the whole package are read together",
    "languages.schema": "the table of every key that a language file may have",
    "markup.walk": "one walk over wikitext; the kinds of template are cases of it",
    "values.figures.reading": "the grammar of figures, rule after rule",
}
"""Modules that may be longer than others, and why."""

ASKED_UPWARD = {("battlex.model", "battlex.render.saved")}
"""A notebook asks the value itself for its picture, so that ``model`` names what draws it."""

NOT_A_LANGUAGE: dict[str, set[str]] = {
    "id": {"read.pagexml"},  # the element of an export
    **{
        name: {"markup", "brackets"} for name in ("br", "hr", "lt", "th", "tr")
    },  # HTML elements; an argument of {{ill}}
    "no": {"cli.languages"},  # the opposite of yes
}
"""Literals that look like a language's code and are something else, with the modules where they are."""

BANNED = ("utils", "util", "helpers", "helper", "manager", "misc", "common")
BANNED_START = ("process_", "handle_", "do_")


class Import(NamedTuple):
    """One import: the module named, and whether it runs when the importing module is loaded."""

    target: str
    at_load: bool


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[Import]:
    """What a module imports, wherever in it; a name out of a package that is a module counts as that module."""
    yield from _imports(tree(module), at_load=True)


def _imports(node: ast.AST, at_load: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, at_load) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are written out in full"
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                yield Import(inner if inner in MODULES else str(child.module), at_load)
        else:
            # An optional package is imported by its name as a string.
            if isinstance(child, ast.Call) and ast.unparse(child.func) in ("import_module", "importlib.import_module"):
                yield from (Import(name.value, False) for name in child.args if isinstance(name, ast.Constant))
            function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            checking = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            yield from _imports(child, at_load and not function and not checking)


def part(module: str) -> str:
    """The name of the module's part of the house: battlex.values.dates.reading is in ``values``."""
    return f"{module}.".split(".")[1]


def within(module: str, places: set[str]) -> bool:
    name = module.removeprefix(PACKAGE).removeprefix(".")
    return any(name == place or name.startswith(f"{place}.") for place in places)


def layer(module: str) -> int:
    (number,) = (number for number, parts in enumerate(LAYERS) if part(module) in parts)
    return number


def room(module: str) -> str:
    """The room of its part of the house: battlex.prose.sides.teller is in ``sides``."""
    return f"{module}..".split(".")[2]


def height(module: str) -> int:
    (number,) = (number for number, rooms in enumerate(ROOMS) if room(module) in rooms)
    return number


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_place(module: str) -> None:
    assert sum(part(module) in parts for parts in LAYERS) == 1


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    against = [
        found.target
        for found in imports(module)
        # The commands are a program like any other: they call the public names.
        if found.target in MODULES
        and layer(found.target) > layer(module)
        and (module, found.target) not in ASKED_UPWARD
        and not (found.target == PACKAGE and part(module) == "cli")
    ]
    assert not against


@pytest.mark.parametrize("module", [name for name in MODULES if part(name) == "prose"])
def test_rooms_of_prose_open_one_way(module: str) -> None:
    against = [
        found.target
        for found in imports(module)
        if found.target in MODULES and part(found.target) == "prose" and room(found.target) != room(module)
        if height(found.target) >= height(module)
    ]
    assert not against


@pytest.mark.parametrize("module", [f"{PACKAGE}.prose.{name}" for rooms in ROOMS for name in sorted(rooms) if name])
def test_rooms_of_prose_say_what_they_answer(module: str) -> None:
    if MODULES[module].name == "__init__.py":
        text = ast.get_docstring(tree(module))
        assert text and text.splitlines()[0].endswith("?")


def test_no_circular_imports() -> None:
    graph = {
        module: {
            found.target
            for found in imports(module)
            if found.target in MODULES and found.target not in (PACKAGE, module)
            if (module, found.target) not in ASKED_UPWARD
        }
        for module in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"imports in a circle: {' → '.join(error.args[1])}", pytrace=False)


@pytest.mark.parametrize("module", MODULES)
def test_packages_have_one_home(module: str) -> None:
    for found in imports(module):
        package = found.target.partition(".")[0]
        assert package not in ONLY or within(module, ONLY[package]), f"{package} belongs to {ONLY[package]}"
        assert not (found.at_load and package in LAZY and within(module, LAZY[package])), (
            f"{package} is imported at load"
        )


@pytest.mark.parametrize("module", [name for name, path in MODULES.items() if path.name == "__init__.py"])
def test_no_name_hides_a_submodule(module: str) -> None:
    submodules = {name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == module}
    names = {
        node.name
        for node in tree(module).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom):
            names |= {
                alias.asname or alias.name for alias in node.names if f"{node.module}.{alias.name}" not in MODULES
            }
    assert not submodules & names


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_read_in_one_go(module: str) -> None:
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    short = module.removeprefix(f"{PACKAGE}.")
    assert lines <= LONGEST or short in LONGER, f"{lines} lines"
    assert lines > LONGEST or short not in LONGER, "short enough: take it off the list"


@pytest.mark.parametrize("module", MODULES)
def test_first_line_says_what_it_is_for(module: str) -> None:
    text = ast.get_docstring(tree(module))
    assert text, "no docstring"
    assert text.splitlines()[0].rstrip().endswith((".", "?", ":")) or len(text.splitlines()) == 1


@pytest.mark.parametrize("module", [name for name in MODULES if not within(name, {"pattern"})])
def test_patterns_are_compiled_when_they_are_used(module: str) -> None:
    at_load = [node for node in _at_load(tree(module)) if isinstance(node, ast.Call)]
    assert not [node.lineno for node in at_load if ast.unparse(node.func) == "re.compile"], "use battlex.pattern"


def _at_load(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module that run when it is loaded."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from _at_load(child)


@pytest.mark.parametrize("module", [name for name in MODULES if part(name) != "languages"])
def test_no_language_in_the_code(module: str) -> None:
    known = set(codes())
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(module))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = {
        (node.value, node.lineno)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in known
        and id(node) not in docstrings
        if not within(module, NOT_A_LANGUAGE.get(node.value, set()))
    }
    assert not found, "a language is data: put what depends on it into its file"


@pytest.mark.parametrize("module", MODULES)
def test_names_say_something(module: str) -> None:
    names = {module.rpartition(".")[2]}
    names |= {
        node.name
        for node in ast.walk(tree(module))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    bad = {name for name in names if name.strip("_").lower() in BANNED or name.lstrip("_").startswith(BANNED_START)}
    assert not bad


def test_the_rules_are_seen_to_bite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule, broken on purpose, fails."""
    broken = tmp_path / "broken.py"
    broken.write_text(
        '"""Broken on purpose."""\n\nimport click\nfrom battlex.cli import main\n\n\ndef process_page():\n'
        "    import mwparserfromhell\n    return {'fr': main}\n" + "\n" * LONGEST,
        encoding="utf-8",
    )
    monkeypatch.setitem(MODULES, "battlex.values.broken", broken)
    rules = (
        test_imports_run_one_way,
        test_packages_have_one_home,
        test_modules_are_read_in_one_go,
        test_no_language_in_the_code,
        test_names_say_something,
    )
    for rule in rules:
        with pytest.raises(AssertionError):
            rule("battlex.values.broken")
    beside = tmp_path / "beside.py"
    beside.write_text("from battlex.prose.refusals.stated import Refusals\n", encoding="utf-8")
    monkeypatch.setitem(MODULES, "battlex.prose.fates.beside", beside)
    with pytest.raises(AssertionError):
        test_rooms_of_prose_open_one_way("battlex.prose.fates.beside")
