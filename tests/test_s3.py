"""Dumps in object storage: read from a real S3 interface, that of moto's server, through s3fs.

Both are skipped where they are absent: they bring botocore along, which is larger than all else that the tests need.
``pip install 's3fs' 'moto[server]'`` has these tests run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.cli import main
from battlex.dump.plan import Shape, look
from battlex.read import files

s3fs = pytest.importorskip("s3fs", reason="no s3fs here: pip install s3fs")
moto_server = pytest.importorskip("moto.server", reason="no moto here: pip install 'moto[server]'")

BUCKET = "dumps"
NAMES = ("multi.bz2", "gzip.gz", "plain.xml")


@pytest.fixture(scope="module")
def storage(composed: Path) -> Iterator[Any]:
    """A bucket with a dump in some forms; the address and the keys are told by the environment, as those of a real one."""
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }.items():
            patch.setenv(name, value)
        system = s3fs.S3FileSystem(skip_instance_cache=True)
        system.mkdir(BUCKET)
        for name in NAMES:
            system.put_file(str(composed / name), f"{BUCKET}/parts/{name}")
        system.pipe_file(f"{BUCKET}/parts/notes.pdf", b"%PDF")
        yield system
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def nameless(battles: list[battlex.Battle]) -> list[str]:
    return [str(battlex.to_dict(battle)).replace(str(battle.page.path), "") for battle in battles]


@pytest.mark.parametrize("name", NAMES)
def test_a_dump_in_a_bucket(storage: Any, composed: Path, name: str) -> None:
    address = f"s3://{BUCKET}/parts/{name}"
    assert files.size(address) == (composed / name).stat().st_size
    expected = nameless(list(battlex.extract_many([composed / name], prose=False)))
    found = list(battlex.extract_many([address], prose=False))
    assert len(expected) > 10
    assert nameless(found) == expected and found[0].page.path == address


def test_parts_of_a_dump_in_a_bucket(storage: Any, composed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"s3://{BUCKET}/parts/multi.bz2"
    data = (composed / "multi.bz2").read_bytes()
    assert look(address).shape is Shape.STREAMS
    assert b"".join(files.stretch(address, 1000, 90_000, 7000)) == data[1000:90_000]
    # A changed file is told from the one that a run was begun with.
    before = files.stamp(address)
    storage.pipe_file(f"{BUCKET}/parts/multi.bz2", data[:-1])
    storage.put_file(str(composed / "multi.bz2"), f"{BUCKET}/parts/multi.bz2")
    assert files.stamp(address)[:2] == before[:2]


@pytest.mark.parametrize("asked", ["parts/*", "parts/"])
def test_many_dumps_in_a_bucket(storage: Any, composed: Path, tmp_path: Path, asked: str) -> None:
    ours, theirs = tmp_path / "ours.jsonl", tmp_path / "theirs.jsonl"
    names = [str(composed / name) for name in sorted(NAMES)]
    assert main(["extract", *names, "--no-prose", "-q", "-j", "2", "-o", str(ours)]) == 0
    assert main(["extract", f"s3://{BUCKET}/{asked}", "--no-prose", "-q", "-j", "2", "-o", str(theirs)]) == 0
    local = ours.read_text(encoding="utf-8").replace(f"{composed}/", f"s3://{BUCKET}/parts/")
    assert theirs.read_text(encoding="utf-8") == local


def test_a_run_over_a_bucket_is_gone_on_with(storage: Any, composed: Path, tmp_path: Path) -> None:
    out = tmp_path / "battles.jsonl"
    call = ["extract", f"s3://{BUCKET}/parts/multi.bz2", "--no-prose", "-q", "-j", "1", "-o", str(out), "--resume"]
    assert main(call) == 0
    once = out.read_bytes()
    assert main(call) == 0 and out.read_bytes() == once


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"s3://{BUCKET}/parts/none.bz2", "no such file or folder; check the path"),
        ("s3://no-such-bucket/x.bz2", "cannot be opened ("),
        (f"s3://{BUCKET}/none/*.bz2", "holds no articles (files that end in"),
    ],
)
def test_what_is_not_in_a_bucket(storage: Any, address: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", address]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"battlex: {address}: {told}") and said.count("\n") == 1


def test_what_goes_to_a_bucket(storage: Any, composed: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    address = f"s3://{BUCKET}/parts/multi.bz2"
    assert main(["extract", address, "--no-prose", "-q", "-f", "jsonl", "-o", f"s3://{BUCKET}/out.jsonl"]) == 2
    assert b"pipe it on" in capfdbinary.readouterr().err
    assert main(["extract", address, "--no-prose", "-q", "-f", "jsonl"]) == 0
    with storage.open(f"{BUCKET}/out.jsonl", "wb") as file:
        file.write(capfdbinary.readouterr().out)
    told = [json.loads(line)["page"]["path"] for line in storage.cat_file(f"{BUCKET}/out.jsonl").splitlines()]
    assert set(told) == {address} and len(told) > 10
