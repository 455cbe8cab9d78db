"""The fuzz targets stand their own seeds, and samples stand being mutated; see ``tests.fuzz`` for long runs."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.corpus import dictionary, files, seeds
from tests.fuzz.mutate import articles, broken, mutated
from tests.fuzz.targets import TARGETS, any_file, sound
from tests.samples import ROOT, SAMPLES


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_pass(target: str) -> None:
    chance = random.Random(target)
    found = list(seeds(target))
    assert len(found) > 5
    for seed in chance.sample(found, min(len(found), 40)):
        TARGETS[target](seed)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_all_seeds_pass(target: str) -> None:
    for seed in seeds(target):
        TARGETS[target](seed)


def test_dictionaries_hold_words() -> None:
    for target in TARGETS:
        assert len(dictionary(target)) > 10


@pytest.mark.parametrize("sample", SAMPLES)
def test_mutated_articles(sample: str) -> None:
    import battlex
    from battlex.errors import BattlexError

    chance = random.Random(sample)
    for text, language in articles(ROOT / sample):
        changed = mutated(text, chance)
        try:
            sound(battlex.extract(changed, language=language), changed)
        except BattlexError as error:
            pytest.fail(str(error))


def test_mutated_dumps() -> None:
    chance = random.Random(0)
    for file in files():
        for _ in range(5):
            any_file(broken(file, chance))
