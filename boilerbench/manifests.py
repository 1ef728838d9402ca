"""What a run folder says of itself: pages, extractors as resolved, settings, machine."""

from typing import Literal, TypeAlias

import msgspec

from boilerbench.records import DetectedFacts
from boilerbench.rules.model import RunRules

SCHEMA = 1
"""Version of the run folder's format: 1 since 0.1.0."""


RowKind: TypeAlias = Literal["extractor", "converter", "scale"]
"""What a row is measured as: it claims to find the main content, or all text, or is the scale."""


class RunCorpus(msgspec.Struct, frozen=True):
    """Which pages a run is about; `detected` has those whose source lacks a URL or language."""

    name: str
    source: str
    digest: str
    pages: tuple[str, ...]
    synthetic: bool = False
    detected: dict[str, DetectedFacts] = {}


class Checkout(msgspec.Struct, frozen=True):
    """The source tree, wheel or archive an extractor was installed from."""

    path: str
    digest: str
    commit: str | None = None
    dirty: bool | None = None


class SystemRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One extractor of a run and what its spec resolved to; the first line of its extractions.

    `fingerprint` changes when the code that was run does; `kind` says which rows of a table it
    stands among; `process_per_page` that its times include the start of a process; `reason` why
    it could not run; `rules` which cleaning rules its pages and outputs went through.
    """

    spec: str
    label: str
    fingerprint: str = ""
    version: str | None = None
    options: dict[str, str | int | float | bool] = {}
    runtime: str | None = None
    environment: str | None = None
    packages: tuple[str, ...] = ()
    checkout: Checkout | None = None
    network: str | None = None
    containment: str | None = None
    libxml2: str | None = None
    import_ms: float | None = None
    kind: RowKind = "extractor"
    process_per_page: bool = False
    reason: str | None = None
    rules: str | None = None

    @property
    def name(self) -> str:
        """The row's label with the version that was measured."""
        return f"{self.label} {self.version}" if self.version else self.label


class Settings(msgspec.Struct, frozen=True):
    """What holds for every extraction of a run: seconds and megabytes."""

    timeout: float = 30.0
    memory_mb: int | None = None
    isolated: bool = False


class Machine(msgspec.Struct, frozen=True):
    """Where a run was made: speeds of unlike machines are not compared."""

    system: str
    python: str
    processor: str
    cores: int


class Shard(msgspec.Struct, frozen=True):
    """The part of a run that was made apart: the `number`th `of` so many, the first is 1.

    `pages` are those of all parts, in their order.
    """

    number: int
    of: int
    pages: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


class Manifest(msgspec.Struct, frozen=True):
    """`run.json`; `jobs` is how many extractions ran at once at most, null in older runs.

    `rules` are the cleaning rules that its pages and outputs went through, null where none did.
    `hosts` are the other machines it was made on, by the names its extractions have; `shard` is
    the part it is, null where it is the whole.
    """

    boilerbench: str
    created: str
    corpus: RunCorpus
    systems: tuple[SystemRecord, ...]
    settings: Settings
    machine: Machine
    policies: dict[str, str]
    jobs: int | None = None
    rules: RunRules | None = None
    hosts: dict[str, Machine] = {}
    shard: Shard | None = None
    schema: int = SCHEMA
