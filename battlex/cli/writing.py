"""Where a run's output goes: to standard output, or into files, which a later run may go on with."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from battlex.cli.long import Long, Mark
from battlex.cli.output import File, Nothing, beside, files, is_direct
from battlex.cli.stdout import StandardOutput
from battlex.dump.checkpoint import State, identity, load, save
from battlex.errors import BattlexError

_SAVE_SECONDS = 2.0
"""So much of its work may an interruption cost a run."""

Texts = tuple[str, ...]


def to_standard_output(long: Long) -> None:
    """Write all battles; it ends quietly where the reader goes away."""
    with StandardOutput() as standard, closing(_written(long, State(), _nothing)) as written:
        for (text,) in written:
            standard.write(text)


def to_files(long: Long, paths: Sequence[Path], extra: dict[Path, str], *, keep: bool, resume: bool) -> None:
    """Write all battles to files, one for each text of the form, and ``extra`` as it is; all of them or none.

    ``keep`` leaves what is written where the run is interrupted, ``resume`` goes on with what such a run left.
    """
    keep = keep and not any(map(is_direct, paths))
    checkpoint = beside(paths[0], "resume")
    key = identity([one.path for one in long.inputs], long.task, [str(path) for path in paths])
    state = (load(checkpoint, key) if resume and keep else None) or State()
    if resume:
        long.report.note(_resumed(state))
        long.report.restore(state.counts)
    sizes = [*(state.sizes or [0] * len(paths)), *[0] * len(extra)] if keep else None
    try:
        with files([*paths, *extra], sizes, lambda: keep and checkpoint.exists()) as opened:
            count = len(paths)
            save_at = _Saving(long, checkpoint, key, opened[:count], state).at if keep else _nothing
            with closing(_written(long, state, save_at)) as written:
                for texts in written:
                    for file, text in zip(opened, texts, strict=False):
                        file.write(text)
            if long.report.errors and not long.report.battles:
                long.report.note(f"{paths[0].parent if extra else paths[0]}: not written, since nothing was read")
                raise Nothing
            for file, text in zip(opened[count:], extra.values(), strict=True):
                file.write(text)
    except BaseException:
        if keep and checkpoint.exists():
            long.report.note("interrupted; the same command with --resume goes on from here")
        raise
    if keep:
        with suppress(OSError):
            checkpoint.unlink()


def _written(long: Long, state: State, save_at: Callable[[Mark], None]) -> Generator[Texts, None, None]:
    """All texts from ``state`` on, which is kept up to date; ``save_at`` is called where a run can be gone on with."""
    form = long.task.form
    if not state.sizes:
        yield form.start()
    with closing(long.found(Mark(state.input, state.place))) as found:
        for one in found:
            if isinstance(one, Mark):
                save_at(one)
                continue
            state.number += 1
            texts = form.texts(state.number, one.made, first=state.first)
            state.first = state.first and not any(texts)
            yield texts
    yield form.end(first=state.first)


def _nothing(_: Mark) -> None:
    """A run that leaves nothing needs no checkpoints."""


class _Saving:
    """Saves how far a run has come, now and then."""

    def __init__(self, long: Long, path: Path, key: str, opened: Sequence[File], state: State) -> None:
        self._long, self._path, self._key, self._opened, self._state = long, path, key, opened, state
        self._saved = time.monotonic()
        with suppress(OSError):
            # One of another run; this one may end before it leaves its own.
            if not state.sizes:
                path.unlink()

    def at(self, mark: Mark) -> None:
        """Here a run can be gone on with."""
        if time.monotonic() - self._saved < _SAVE_SECONDS:
            return
        state = self._state
        state.input, state.place, state.counts = mark.input, mark.place, self._long.report.state()
        state.sizes = [file.secure() for file in self._opened]
        try:
            save(self._path, self._key, state)
        except OSError as error:
            raise BattlexError(
                f"{self._path}: cannot be written ({error.strerror}); nothing could be resumed"
            ) from None
        self._saved = time.monotonic()


def _resumed(state: State) -> str:
    if not state.sizes:
        return "nothing to go on with; the run begins anew"
    return f"going on behind {state.number:,} battles in {state.counts.get('pages', 0):,} pages"
