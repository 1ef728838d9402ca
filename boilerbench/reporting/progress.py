"""Progress lines on a terminal: of a run its extractions, of a measurement its parts; time left."""

import time
from collections import Counter
from collections.abc import Callable
from typing import TextIO

import click

from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction


class TerminalProgress:
    """A line on a stream that is drawn only where the stream is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._failures: Counter[str] = Counter()
        self._done = 0
        self._finish: Callable[[], None] | None = None

    def begin(self, extractions: int) -> None:
        """Start the line; nothing is shown where there is nothing to do."""
        self._bar = click.progressbar(
            length=extractions,
            label="extracting",
            show_pos=True,
            file=self._stream,
            hidden=extractions == 0 or not self._stream.isatty(),
            item_show_func=lambda label: label,
        )
        self._finish = self._bar.render_finish
        self._begun = time.monotonic()
        self._bar.render_progress()

    def step(self, system: SystemRecord, extraction: Extraction) -> None:
        """One more page, and whose it was."""
        self._done += 1
        if not extraction.answered:
            self._failures[extraction.outcome] += 1
        self._bar.update(1, self._says(system.label))

    def end(self) -> None:
        """Leave the line as it is and go to the next; there is none where ^C came before it."""
        if self._finish:
            self._finish()

    def _says(self, label: str) -> str:
        rate = self._done / max(time.monotonic() - self._begun, 1e-9)
        failed = ", ".join(f"{n} {outcome}" for outcome, n in sorted(self._failures.items()))
        return f"{rate:.1f} pages/s  {label}" + (f"  failed: {failed}" if failed else "")


class TerminalWatch:
    """A line for each part of a measurement of speed, drawn only where the stream is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._finish: Callable[[], None] | None = None

    def begin(self, part: str, length: int) -> None:
        """Start the line of a part."""
        self._bar = click.progressbar(
            length=length,
            label=part,
            file=self._stream,
            hidden=length == 0 or not self._stream.isatty(),
            item_show_func=lambda label: label,
        )
        self._finish = self._bar.render_finish
        self._bar.render_progress()

    def step(self, length: int, label: str) -> None:
        """So much more of it is done."""
        self._bar.update(length, label)

    def end(self) -> None:
        """Go to the next line."""
        if self._finish:
            self._finish()
