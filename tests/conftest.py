"""Where things are, and what Hypothesis may spend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "default",
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout's folder, made the working directory: paths are then as the documentation writes them."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material that is no part of the project: BATTLEX_SHARED, or ``shared`` beside the checkout."""
    folder = Path(os.environ.get("BATTLEX_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no shared material in {folder}; set BATTLEX_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one dump in many forms."""
    from tests.long_run import write_forms

    folder = tmp_path_factory.mktemp("dump")
    write_forms(folder)
    return folder
