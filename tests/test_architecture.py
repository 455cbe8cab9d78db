"""The house rules that a machine can hold us to: who imports whom, sizes, names, no language in the code."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterator
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
    {"errors", "kept", "pattern", "record", "model", "printed", "_version"},
    {"languages"},
    {"read", "markup", "brackets", "markup_light"},
    {"infobox", "fields", "values"},
    {"prose", "assemble", "summary"},
    {"check", "pipeline"},
    {"render", "schema"},
    {"dump"},
    {"cli"},
    {"", "__main__", "build_hook"},
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

_WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]
COMPILED = {
    entry.removeprefix(f"{PACKAGE}/").removesuffix(".py").replace("/", ".")
    for entry in _WHEEL["hooks"]["mypyc"]["include"]
}
"""What can be compiled to machine code."""

LAZY = {"rich": {"cli"}}
"""Packages that these parts import inside functions only: they are slow to import and not always needed."""

LONGEST = 320
LONGER = {
    "model": "the nouns of the whole package are read together",
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


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(module)))


@cache
def imports(module: str) -> tuple[Import, ...]:
    """What a module imports, wherever in it; a name out of a package that is a module counts as that module."""
    return tuple(_imports(tree(module), at_load=True))


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
                yield from (Import(str(name.value), False) for name in child.args if isinstance(name, ast.Constant))
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


def has_its_place(module: str) -> Iterator[str]:
    if sum(part(module) in parts for parts in LAYERS) != 1:
        yield "stands in no layer, or in several"


def imports_run_one_way(module: str) -> Iterator[str]:
    for found in imports(module):
        # The commands are a program like any other: they call the public names.
        if (
            found.target in MODULES
            and layer(found.target) > layer(module)
            and (module, found.target) not in ASKED_UPWARD
            and not (found.target == PACKAGE and part(module) == "cli")
        ):
            yield f"imports {found.target}"


def rooms_of_prose_open_one_way(module: str) -> Iterator[str]:
    for found in imports(module) if part(module) == "prose" else ():
        inside = found.target in MODULES and part(found.target) == "prose" and room(found.target) != room(module)
        if inside and height(found.target) >= height(module):
            yield f"imports {found.target}"


def rooms_of_prose_say_what_they_answer(module: str) -> Iterator[str]:
    if part(module) == "prose" and room(module) and MODULES[module].name == "__init__.py":
        text = ast.get_docstring(tree(module))
        if not text or not text.splitlines()[0].endswith("?"):
            yield "asks no question in its first line"


def packages_have_one_home(module: str) -> Iterator[str]:
    for found in imports(module):
        package = found.target.partition(".")[0]
        if package in ONLY and not within(module, ONLY[package]):
            yield f"{package} belongs to {ONLY[package]}"
        if found.at_load and package in LAZY and within(module, LAZY[package]):
            yield f"{package} is imported at load"


def no_name_hides_a_submodule(module: str) -> Iterator[str]:
    if MODULES[module].name != "__init__.py":
        return
    submodules = {name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == module}
    names = {
        node.name
        for node in tree(module).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    for node in nodes(module):
        if isinstance(node, ast.ImportFrom):
            names |= {
                alias.asname or alias.name for alias in node.names if f"{node.module}.{alias.name}" not in MODULES
            }
    yield from submodules & names


def modules_are_read_in_one_go(module: str) -> Iterator[str]:
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    short = module.removeprefix(f"{PACKAGE}.")
    if lines > LONGEST and short not in LONGER:
        yield f"{lines} lines"
    if lines <= LONGEST and short in LONGER:
        yield "short enough: take it off the list"


def first_line_says_what_it_is_for(module: str) -> Iterator[str]:
    text = ast.get_docstring(tree(module))
    if not text:
        yield "no docstring"
    elif not text.splitlines()[0].rstrip().endswith((".", "?", ":")) and len(text.splitlines()) > 1:
        yield "the first line is no sentence"


def patterns_are_compiled_when_they_are_used(module: str) -> Iterator[str]:
    for node in () if within(module, {"pattern"}) else _at_load(tree(module)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield f"line {node.lineno}: use battlex.pattern"


def _at_load(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module that run when it is loaded."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from _at_load(child)


def no_language_in_the_code(module: str) -> Iterator[str]:
    """A language is data: what depends on it stands in its file."""
    if part(module) == "languages":
        return
    known = set(codes())
    docstrings = {
        id(node.body[0].value)
        for node in nodes(module)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known:
            if id(node) not in docstrings and not within(module, NOT_A_LANGUAGE.get(node.value, set())):
                yield f"line {node.lineno}: {node.value!r}"


def names_say_something(module: str) -> Iterator[str]:
    names = {module.rpartition(".")[2]}
    names |= {
        node.name for node in nodes(module) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    yield from (n for n in names if n.strip("_").lower() in BANNED or n.lstrip("_").startswith(BANNED_START))


def compiled_as_it_reads(module: str) -> Iterator[str]:
    """mypyc keeps nothing that a ``cached_property`` made, and no tuple as one thing (see pyproject.toml)."""
    if not any(within(module, {entry}) for entry in COMPILED):
        return
    for node in nodes(module):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "cached_property" for alias in node.names):
            yield f"line {node.lineno}: cached_property"
        elif isinstance(node, ast.Compare) and any(isinstance(sign, (ast.Is, ast.IsNot)) for sign in node.ops):
            yield from (
                f"line {node.lineno}: is {one.id}"
                for one in node.comparators
                if isinstance(one, ast.Name) and one.id.isupper()
            )


RULES = (
    has_its_place,
    imports_run_one_way,
    rooms_of_prose_open_one_way,
    rooms_of_prose_say_what_they_answer,
    packages_have_one_home,
    no_name_hides_a_submodule,
    modules_are_read_in_one_go,
    first_line_says_what_it_is_for,
    patterns_are_compiled_when_they_are_used,
    no_language_in_the_code,
    names_say_something,
    compiled_as_it_reads,
)
"""Each gives what in a module is against it."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps(rule: Callable[[str], Iterator[str]]) -> None:
    against = {module: found for module in MODULES if (found := list(rule(module)))}
    assert not against


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


def test_the_rules_are_seen_to_bite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule, broken on purpose, gives something."""
    long = "\n" * (LONGEST + 1)
    broken = {
        "nowhere": '"""In no layer."""\n',
        "values.upward": "from battlex.cli import main\n",
        "prose.fates.beside": "from battlex.prose.refusals.stated import Refusals\n",
        "prose.silent": '"""Says nothing."""\n',
        "values.foreign": "import click\n",
        "values.hidden": "def inner(): ...\n",
        "values.hidden.inner": "",
        "values.long": long,
        "values.mute": "import ast\n",
        "values.early": 'import re\n_A = re.compile("a")\n',
        "values.french": "def f():\n    return {'fr': 1}\n",
        "values.vague": "def process_page(): ...\n",
        "values.kept": "from functools import cached_property\n",
    }
    for name, text in broken.items():
        package = name in ("prose.silent", "values.hidden")
        path = tmp_path / name / "__init__.py" if package else tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        monkeypatch.setitem(MODULES, f"{PACKAGE}.{name}", path)
    for rule, name in zip(RULES, (name for name in broken if name != "values.hidden.inner"), strict=True):
        assert list(rule(f"{PACKAGE}.{name}")), rule.__name__
