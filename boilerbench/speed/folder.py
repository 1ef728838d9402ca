"""The folder of a measurement: `speed.json`, and `events.jsonl`, which grows event by event."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from boilerbench.errors import RunError, UsageError
from boilerbench.manifests import SystemRecord
from boilerbench.recording import cannot_write
from boilerbench.speed.record import SCHEMA, Event, SpeedManifest

MANIFEST: Final = "speed.json"
EVENTS: Final = "events.jsonl"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement of speed that was read: where it lies, how it was made, what happened."""

    path: Path
    manifest: SpeedManifest
    events: tuple[Event, ...]


class Log:
    """The events of a measurement, each appended as a whole line at once.

    Raises RunError where the folder holds a measurement already, or the disk refuses.
    """

    def __init__(self, folder: Path, manifest: SpeedManifest) -> None:
        self._folder = folder
        self.events: list[Event] = []
        if (folder / MANIFEST).exists():
            raise RunError(f"{folder} holds a measurement already: choose another with --out.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MANIFEST).write_bytes(_pretty(manifest))
            self._stream = (folder / EVENTS).open("wb", buffering=0)
        except OSError as error:
            raise RunError(cannot_write(folder, error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            os.fsync(self._stream.fileno())
        self._stream.close()

    def add(self, event: Event) -> None:
        """Write one down."""
        try:
            self._stream.write(msgspec.json.encode(event) + b"\n")
        except OSError as error:
            raise RunError(cannot_write(self._folder, error)) from error
        self.events.append(event)


def _pretty(manifest: SpeedManifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def find_row(wanted: str, records: Sequence[SystemRecord]) -> SystemRecord:
    """The row of that spec, label or name; UsageError where there is none."""
    for record in records:
        if wanted in (record.spec, record.label, record.name):
            return record
    known = ", ".join(record.label for record in records)
    raise UsageError(f"--reference {wanted} is none of the rows: they are {known}.")


def is_measurement(folder: Path) -> bool:
    """Whether a folder holds a measurement of speed."""
    return (folder / MANIFEST).is_file()


def read_measurement(folder: Path) -> Measurement:
    """The measurement in a folder; RunError where there is none or it cannot be read."""
    try:
        content = (folder / MANIFEST).read_bytes()
        lines = (folder / EVENTS).read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise RunError(
            f"{folder} holds no measurement of speed ({error.strerror}): "
            "give a folder that `boilerbench speed` wrote."
        ) from error
    try:
        schema = msgspec.json.decode(content, type=dict[str, msgspec.Raw]).get("schema")
        if schema is not None and msgspec.json.decode(schema) != SCHEMA:
            raise RunError(
                f"{folder / MANIFEST} has schema {bytes(schema).decode()}, this version reads "
                f"{SCHEMA}: use the boilerbench that wrote it, or measure again."
            )
        manifest = msgspec.json.decode(content, type=SpeedManifest)
        return Measurement(folder, manifest, _events(lines, manifest))
    except (msgspec.DecodeError, UnicodeDecodeError, IndexError) as error:
        raise RunError(
            f"{folder} is damaged ({error}): measure again with `boilerbench speed`."
        ) from error


def _events(lines: Sequence[bytes], manifest: SpeedManifest) -> tuple[Event, ...]:
    """The lines that end; the writer may have died inside the last one.

    IndexError where a line is of a system or page that the manifest does not have.
    """
    decoder = msgspec.json.Decoder(Event)
    events = tuple(decoder.decode(line) for line in lines if line.endswith(b"\n"))
    for event in events:
        for name, there in (("system", manifest.systems), ("page", manifest.corpus.pages)):
            number = getattr(event, name, 0)
            if not 0 <= number < max(len(there), 1):
                raise IndexError(f"there is no {name} {number}")
    return events
