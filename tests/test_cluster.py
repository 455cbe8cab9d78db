"""Beyond one machine: a Dask cluster gives the bytes that one process gives, whichever of its workers come and go, and
inputs may lie at addresses that fsspec opens."""

from __future__ import annotations

import bz2
import gc
import http.server
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.cli import main
from battlex.dump.forms import Battles
from battlex.dump.plan import Shape, Sizes, look
from battlex.dump.run import Task
from battlex.dump.work import Alone, Work
from battlex.read import files
from tests.benchmark.compose import chunks
from tests.conftest import ROOT
from tests.long_run import DRIVER
from tests.test_parallel import Deadly, battles_of, steps_of, troubles_of

SMALL = Sizes(plain=30_000, streams=8_000, blocks=60_000, longest_stream=20_000)
WITH_DASK = pytest.mark.skipif(find_spec("distributed") is None, reason="no dask.distributed here")
WITH_FSSPEC = pytest.mark.skipif(find_spec("fsspec") is None, reason="no fsspec here")
WITH_HTTP = pytest.mark.skipif(find_spec("aiohttp") is None, reason="no aiohttp here, which fsspec needs for http")
SECONDS = 60


@pytest.fixture(scope="session")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one dump in several forms, with more battles than real ones have."""
    folder = tmp_path_factory.mktemp("dumps")
    held = list(chunks(400_000, seed=1, battles=0.2, pages=4))
    (folder / "multi.bz2").write_bytes(b"".join(map(bz2.compress, held)))
    (folder / "blocks.bz2").write_bytes(bz2.compress(b"".join(held), 1))
    (folder / "plain.xml").write_bytes(b"".join(held))
    return folder


# a scheduler and workers, each a process


class Machines:
    """A scheduler and its workers as processes on this machine."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._count = 0
        told = folder / "scheduler.json"
        told.unlink(missing_ok=True)
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        found = _within(lambda: told.exists() and re.search(r'"address": "(tcp:[^"]+)"', told.read_text()))
        self.address = found[1]

    def worker(self, *options: str, path: str = str(ROOT)) -> subprocess.Popen[bytes]:
        """Start a worker; it is waited for by those who need one."""
        more = ("--nthreads", "1", "--memory-limit", "0", "--local-directory", str(self._folder), *options)
        return self._start("worker", self.address, *more, path=path)

    def _start(self, name: str, *options: str, path: str = str(ROOT)) -> subprocess.Popen[bytes]:
        self._count += 1
        log = self._stack.enter_context((self._folder / f"{name}-{self._count}.log").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *options, "--no-dashboard"],
            cwd=path,
            env={**os.environ, "PYTHONPATH": path},
            stdout=log,
            stderr=log,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    with ExitStack() as stack:
        yield Machines(folder, stack)


def _within(condition: Any, seconds: float = SECONDS) -> Any:
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "this takes too long"
        time.sleep(0.02)
    return found


def written(out: Path, *arguments: str) -> bytes:
    """What the program writes of small parts, as it is run."""
    call = [sys.executable, "-c", DRIVER, "extract", *arguments, "-q", "--no-prose", "-o", str(out)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, timeout=SECONDS * 2)
    assert done.returncode == 0 and done.stderr == b"", done.stderr
    return out.read_bytes()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("battlex.dump.plan.SIZES", SMALL)
    monkeypatch.setattr("battlex.dump.whole._SMALL", 0)
    monkeypatch.setattr("battlex.cli.long.LARGE", dict.fromkeys((Shape.PLAIN, Shape.STREAMS, None), 1))


@pytest.fixture(scope="session")
def local() -> Iterator[Any]:
    """A client of a cluster within this process."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=2,
            processes=False,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            memory_limit=0,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


@WITH_DASK
def test_a_cluster_gives_the_same_in_the_same_order(dumps: Path, local: Any, small_parts: None) -> None:
    paths = [dumps / "multi.bz2", ROOT / "samples" / "fr", dumps / "plain.xml"]
    expected = list(battlex.extract_many(paths, prose=False))
    assert len(expected) > 12
    assert list(battlex.extract_many(paths, prose=False, client=local)) == expected


@pytest.mark.slow
@WITH_DASK
def test_files_are_handed_out_whole(dumps: Path, local: Any, tmp_path: Path) -> None:
    (tmp_path / "index.txt").write_text("1:2:A\n3:4:B\n")
    (tmp_path / "empty.xml").write_bytes(b"")
    (tmp_path / "cut.bz2").write_bytes((dumps / "multi.bz2").read_bytes()[:40_000])
    inputs = [ROOT / "samples" / "en", dumps, tmp_path, tmp_path / "none"]
    found = []
    for more in ({}, {"client": local}):
        errors: list[str] = []
        found.append((list(battlex.extract_many(inputs, prose=False, on_error=errors.append, **more)), errors))
    assert found[0] == found[1]
    assert len(found[0][0]) > 30 and len(found[0][1]) == 4, found[0][1]


@pytest.mark.slow
@WITH_DASK
def test_a_page_costs_itself_and_never_a_worker(dumps: Path, local: Any) -> None:
    from battlex.dump.cluster import Cluster

    path = dumps / "multi.bz2"
    expected = battles_of(steps_of(path))
    victim = expected[len(expected) // 2].page.title or ""
    asked = Task(Deadly(victim, "dies"), prose=False)
    before = local.nthreads()
    steps = steps_of(path, Cluster(local, asked), form=asked.form)
    assert battles_of(steps) == [battle for battle in expected if battle.page.title != victim]
    (trouble,) = [trouble for step in steps for trouble in step.troubles]
    assert trouble.page and victim in trouble.message and "ended the process" in trouble.message
    assert local.nthreads() == before


@WITH_DASK
@pytest.mark.parametrize("name", ["multi.bz2", "blocks.bz2", "plain.xml"])
def test_parts_bring_their_bytes_where_workers_do_not_see_the_file(
    dumps: Path, local: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from battlex.dump.cluster import _AHEAD, Cluster

    brought = []

    def sees(work: Work, _: int | None) -> bool:
        brought.append(getattr(work.what, "held", b"") is not None)
        return brought[-1]

    monkeypatch.setattr("battlex.dump.hosted._sees", sees)
    steps = steps_of(dumps / name, Cluster(local, Task(Battles(), prose=False)))
    assert battles_of(steps) == battles_of(steps_of(dumps / name))
    assert troubles_of(steps) == []
    # Those that were on their way are given anew, and later ones bring their bytes at once.
    assert 1 <= brought.count(False) <= _AHEAD * 2 and brought[-1]


@WITH_DASK
def test_no_more_is_handed_out_than_keeps_all_busy(dumps: Path, local: Any) -> None:
    from battlex.dump.cluster import _AHEAD, Cluster
    from battlex.dump.plan import parts
    from battlex.read.site import Site

    taken = 0

    def works() -> Iterator[Work]:
        nonlocal taken
        for part in parts(str(dumps / "plain.xml"), Shape.PLAIN, sizes=Sizes(plain=5000)):
            taken += 1
            yield Work(part, Site())

    results = Cluster(local, Task(Battles(), prose=False)).results(works())
    next(results)
    assert taken <= _AHEAD * 2
    results.close()
    _within(lambda: not local.cluster.scheduler.tasks)


@WITH_DASK
def test_a_cluster_without_workers(dumps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    monkeypatch.setattr("battlex.dump.cluster._ASK_SECONDS", 0.1)
    monkeypatch.setattr("battlex.dump.cluster._WORKERS_SECONDS", 0.1)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address="127.0.0.1:0") as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
        pytest.raises(battlex.BattlexError, match="has had no worker for 0 s; start some"),
    ):
        next(battlex.extract_many([dumps / "multi.bz2"], client=client))


# the program, and machines that come and go


@pytest.mark.slow
@WITH_DASK
def test_workers_that_come_and_go(dumps: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.bz2"
    path.write_bytes((dumps / "multi.bz2").read_bytes() * 6)
    alone = written(tmp_path / "alone.jsonl", str(path), "-j", "1")
    assert len(alone.splitlines()) > 40
    with machines(tmp_path) as cluster:
        # A nanny starts its worker anew when it ends; without one a worker that ends is gone.
        cluster.worker()
        victims = [cluster.worker("--no-nanny")]
        for name in ("jsonl", "csv"):
            out = tmp_path / f"{name}-out"
            options = ["-f", "csv", "-o", f"{out}/"] if name == "csv" else ["-f", "jsonl", "-o", str(out)]
            call = [sys.executable, "-c", DRIVER, "extract", str(path), "--no-prose", "--cluster", cluster.address]
            run = subprocess.Popen([*call, *options], cwd=ROOT, stderr=subprocess.PIPE)
            partial = (
                (out / ".battles.csv.battlex-resume") if name == "csv" else out.with_name(f".{out.name}.battlex-resume")
            )
            _within(partial.exists)
            victims[-1].send_signal(signal.SIGKILL)
            victims[-1].wait()
            assert run.poll() is None, "in the middle of the run"
            victims.append(cluster.worker("--no-nanny"))
            _, said = run.communicate(timeout=SECONDS)
            assert run.returncode == 0 and said.endswith(b" 0 failed\n") and b" 0 errors" in said, said
        assert (tmp_path / "jsonl-out").read_bytes() == alone
        tables = tmp_path / "tables"
        call = [sys.executable, "-c", DRIVER, "extract", str(path), "--no-prose", "-q", "-o", f"{tables}/", "-j", "1"]
        assert subprocess.run(call, cwd=ROOT).returncode == 0
        assert {one.name: one.read_bytes() for one in tables.iterdir()} == {
            one.name: one.read_bytes() for one in (tmp_path / "csv-out").iterdir()
        }


@pytest.mark.slow
@WITH_DASK
def test_a_scheduler_that_goes_is_told_of_and_the_run_gone_on_with(dumps: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.bz2"
    path.write_bytes((dumps / "multi.bz2").read_bytes() * 6)
    alone = written(tmp_path / "alone.jsonl", str(path), "-j", "1")
    out = tmp_path / "x.jsonl"
    call = [sys.executable, "-c", DRIVER, "extract", str(path), "--no-prose", "-o", str(out)]
    with machines(tmp_path) as cluster:
        cluster.worker("--no-nanny")
        run = subprocess.Popen([*call, "--cluster", cluster.address], cwd=ROOT, stderr=subprocess.PIPE)
        _within((tmp_path / ".x.jsonl.battlex-resume").exists)
        cluster.scheduler.kill()
        _, said = run.communicate(timeout=SECONDS * 2)
    assert run.returncode == 1
    first, second = said.decode().splitlines()
    assert first == "battlex: interrupted; the same command with --resume goes on from here"
    assert second.startswith(f"battlex: cluster {cluster.address}: does not answer any more")
    assert written(out, str(path), "-j", "2", "--resume") == alone


@pytest.mark.slow
@WITH_DASK
def test_an_interruption_from_the_terminal(dumps: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.bz2"
    path.write_bytes((dumps / "multi.bz2").read_bytes() * 20)
    out = tmp_path / "x.jsonl"
    call = [sys.executable, "-c", DRIVER, "extract", str(path), "--cluster", "local", "-j", "2", "-o", str(out)]
    # A terminal interrupts all processes that it runs in the foreground; those of the background ignore it.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    run = subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    signal.signal(signal.SIGINT, before)
    _within((tmp_path / ".x.jsonl.battlex-resume").exists)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=SECONDS)
    assert run.returncode == 130
    assert said == b"battlex: interrupted; the same command with --resume goes on from here\n"


@pytest.mark.slow
@WITH_DASK
def test_a_worker_without_battlex_is_told_of(
    dumps: Path,
    tmp_path: Path,
    small_parts: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import distributed

    monkeypatch.setattr("battlex.dump.cluster._WORKERS_SECONDS", 60.0)
    (tmp_path / "battlex").mkdir()
    (tmp_path / "battlex" / "__init__.py").write_text("raise ModuleNotFoundError('battlex')")
    (tmp_path / "other" / "battlex").mkdir(parents=True)
    (tmp_path / "other" / "battlex" / "__init__.py").write_text("")
    (tmp_path / "other" / "battlex" / "_version.py").write_text("__version__ = '0.0.0'")
    for path, late, told in (
        (tmp_path, False, "has no battlex;"),
        (tmp_path / "other", False, "has battlex 0.0.0;"),
        (tmp_path / "other", True, "a worker lacks what it needs (No module named 'battlex.dump');"),
    ):
        with machines(path) as cluster:
            starter = threading.Timer(6 if late else 0, partial(cluster.worker, "--no-nanny", path=str(path)))
            starter.start()
            if not late:
                with distributed.Client(cluster.address, set_as_default=False) as client:
                    client.wait_for_workers(1)
            assert main(["extract", str(dumps / "multi.bz2"), "--cluster", cluster.address]) == 1
            starter.join()
        said = capsys.readouterr()
        assert said.out == "" and said.err.count("\n") == 1
        assert f"{told} install battlex {battlex.__version__} there" in said.err


@pytest.mark.slow
@WITH_DASK
def test_the_program_with_a_cluster_of_its_own(
    dumps: Path, tmp_path: Path, small_parts: None, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = [str(dumps), str(ROOT / "samples" / "en" / "lissa.wikitext"), str(ROOT / "LICENSE")]
    said = []
    for name, more in (("a", ["-j", "1"]), ("b", ["--cluster", "local", "-j", "2"])):
        assert main(["extract", *inputs, "--no-prose", "-v", "-o", f"{tmp_path / name}/", *more]) == 0
        said.append(capsys.readouterr().err)
    assert said[0] == said[1] and "pages, " in said[0] and "LICENSE: " in said[0]
    found = [{one.name: one.read_bytes() for one in (tmp_path / name).iterdir()} for name in ("a", "b")]
    assert found[0] == found[1] and len(found[0]) == 5


@WITH_DASK
@pytest.mark.parametrize(
    ("address", "told"),
    [("tcp://127.0.0.1:1", "cannot be reached"), ("nonsense", "cannot be reached"), ("foo://x:1", "cannot be reached")],
)
def test_no_scheduler(
    dumps: Path, address: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("battlex.dump.cluster._CONNECT_SECONDS", 0.5)
    assert main(["extract", str(dumps / "multi.bz2"), "--cluster", address]) == 1
    gc.collect()  # a client that was begun complains when it goes
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert said.err.startswith(f"battlex: cluster {address}: {told} (")


def test_wrong_usage_and_missing_extras(
    dumps: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", "x", "--cluster", "tcp://127.0.0.1:1", "-j", "2"]) == 2
    capsys.readouterr()
    for name in ("distributed", "fsspec.core"):
        monkeypatch.setitem(sys.modules, name, None)
    assert main(["extract", str(dumps / "multi.bz2"), "--cluster", "local"]) == 1
    assert capsys.readouterr().err == "battlex: a cluster needs an extra; pip install 'battlex[dask]'\n"
    assert main(["extract", "s3://bucket/dump.xml.bz2"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("battlex: s3://bucket/dump.xml.bz2: cannot be opened (addresses need an extra; pip install")
    assert "'battlex[fsspec]'" in said and said.count("\n") == 1


# inputs at addresses


class Server(http.server.ThreadingHTTPServer):
    """A web server for the files of a folder, with or without parts of them."""

    parts = True
    asked: list[str]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Gives a file, or a part of it."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        assert isinstance(self.server, Server)
        path = Path(self.translate_path(self.path))
        asked = self.headers.get("Range") if self.server.parts else None
        if body:
            self.server.asked.append(asked or "all")
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", asked or "")
        self.send_response(206 if found else 200)
        if found:
            start, end = int(found[1]), min(int(found[2]) + 1, len(data))
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(data)}")
            data = data[start:end]
        if self.server.parts:
            self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(dumps: Path) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(dumps))) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def address_of(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def nameless(battles: list[battlex.Battle]) -> list[str]:
    return [str(battlex.to_dict(battle)).replace(str(battle.page.path), "") for battle in battles]


@WITH_FSSPEC
@pytest.mark.parametrize("name", ["multi.bz2", "blocks.bz2", "plain.xml"])
def test_memory_and_files(dumps: Path, small_parts: None, name: str) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/dump", (dumps / name).read_bytes())
    expected = nameless(list(battlex.extract_many([dumps / name], prose=False)))
    for address in ("memory://dump", f"file://{dumps / name}"):
        assert files.size(address) == (dumps / name).stat().st_size
        found = list(battlex.extract_many([address], prose=False))
        assert nameless(found) == expected and found[0].page.path == address
        assert nameless([b for page in battlex.pages(address) for b in battlex.extract(page, prose=False)]) == expected


@pytest.mark.slow
@WITH_FSSPEC
def test_other_processes_and_what_lies_in_our_memory(dumps: Path, small_parts: None) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/dump", (dumps / "blocks.bz2").read_bytes())
    found = list(battlex.extract_many(["memory://dump"], prose=False, jobs=2))
    assert nameless(found) == nameless(list(battlex.extract_many([dumps / "blocks.bz2"], prose=False)))


@pytest.mark.slow
@WITH_DASK
def test_a_cluster_and_what_lies_in_our_memory(dumps: Path, local: Any, small_parts: None) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/dump", (dumps / "multi.bz2").read_bytes())
    found = list(battlex.extract_many(["memory://dump"], prose=False, client=local))
    assert nameless(found) == nameless(list(battlex.extract_many([dumps / "multi.bz2"], prose=False)))


@WITH_HTTP
def test_a_web_server_gives_parts(dumps: Path, web: Server, small_parts: None) -> None:
    expected = nameless(list(battlex.extract_many([dumps / "multi.bz2"], prose=False)))
    address = f"{address_of(web)}/multi.bz2"
    assert look(address).shape is Shape.STREAMS
    assert nameless(list(battlex.extract_many([address], prose=False))) == expected
    assert "all" not in web.asked


@WITH_HTTP
def test_a_web_server_without_parts(dumps: Path, web: Server) -> None:
    web.parts = False
    address = f"{address_of(web)}/multi.bz2"
    assert look(address).shape is None
    found = nameless(list(battlex.extract_many([address], prose=False)))
    assert found == nameless(list(battlex.extract_many([dumps / "multi.bz2"], prose=False)))


@WITH_HTTP
def test_what_is_not_at_an_address(web: Server, capsys: pytest.CaptureFixture[str]) -> None:
    for address, told in (
        (f"{address_of(web)}/none.bz2", "no such file or folder; check the path"),
        ("http://127.0.0.1:1/x.bz2", "cannot be opened ("),
        ("nothing://x/y.bz2", "cannot be opened (Protocol not known: nothing"),
        ("memory://none/*.bz2", "holds no articles (files that end in"),
    ):
        assert main(["extract", address]) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"battlex: {address}: {told}") and said.count("\n") == 1


@WITH_FSSPEC
def test_folders_and_patterns(dumps: Path) -> None:
    import fsspec

    system = fsspec.filesystem("memory")
    for name in ("a/2.bz2", "a/1.bz2", "a/.hidden.bz2", "a/notes.pdf"):
        system.pipe(f"/{name}", (dumps / "multi.bz2").read_bytes())
    for address in ("memory://a/", "memory://a/*.bz2"):
        found = [battle.page.path for battle in battlex.extract_many([address], prose=False)]
        assert sorted(set(found)) == ["memory:///a/1.bz2", "memory:///a/2.bz2"] and found == sorted(found)


@WITH_FSSPEC
def test_a_network_that_fails_for_a_moment(dumps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    data = (dumps / "multi.bz2").read_bytes()
    MemoryFileSystem().pipe("/flaky", data)
    read, tries = MemoryFileSystem.cat_file, []

    def flaky(self: Any, path: str, **more: Any) -> Any:
        tries.append(path)
        if len(tries) % 2:
            raise RuntimeError("connection reset")
        return read(self, path, **more)

    monkeypatch.setattr(MemoryFileSystem, "cat_file", flaky)
    monkeypatch.setattr("battlex.read.files._PAUSE", 0)
    assert b"".join(files.stretch("memory://flaky", 5, 100_000)) == data[5:100_000]
    monkeypatch.setattr("battlex.read.files._TRIES", 1)
    tries.clear()
    with pytest.raises(OSError, match="connection reset"):
        list(files.stretch("memory://flaky", 5, 100_000))


@WITH_FSSPEC
def test_an_address_is_told_from_a_path() -> None:
    for path in ("s3://b/x", "https://x.y/z", "simplecache::s3://b/x", "memory://x"):
        assert files.is_address(path)
    for path in ("x", "-", "C:\\x", "a/b://c", "://x", "", "1s://x"):
        assert not files.is_address(path)
    task = Task(Battles(), prose=False)
    assert Alone(task).reads_files is False
