"""What is kept of texts stays within its bounds."""

from __future__ import annotations

from battlex.kept import Bounded, Kept


def test_a_text_is_worked_out_once() -> None:
    asked: list[str] = []

    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    kept = Kept(size, most=2, longest=5)
    assert [kept[text] for text in ("one", "one", "three", "three")] == [3, 3, 5, 5]
    assert asked == ["one", "three"]


def test_no_more_and_nothing_longer_is_kept() -> None:
    kept = Kept(len, most=2, longest=5)
    assert [kept[text] for text in ("longer", "one", "two")] == [6, 3, 3]
    assert set(kept) == {"one", "two"}
    assert kept["three"] == 5
    assert set(kept) == {"three"}


def test_what_was_worked_out_elsewhere_is_kept_within_the_same_bounds() -> None:
    kept = Bounded[int](most=1, longest=3)
    kept.keep("longer", 6)
    assert "longer" not in kept
    kept.keep("one", 1)
    kept.keep("two", 2)
    assert kept == {"two": 2}
