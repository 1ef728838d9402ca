"""The baseline: one JSON file made to be committed, a line for each extractor and page."""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.errors import BaselineError
from boilerbench.files import put
from boilerbench.records import Outcome
from boilerbench.version import VERSION

SCHEMA: Final = 1
"""Version of the baseline's format: 1 since 0.1.0."""


class PageRecord(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One extractor on one page, pinned.

    `page` and `gold` are digests of the page's bytes and of its gold, `output` of the text and
    markdown that came; `markdown` says whether any did. `scores` are page values by `METRIC.VALUE`,
    to four decimals, without those that the page does not have; `leaks` counts leaked words by
    noise kind; `phrases` are those that must not appear and do. `accepted` is a person's reason why
    this page is in no check.
    """

    page: str
    gold: str
    outcome: Outcome
    output: str = ""
    markdown: bool = False
    scores: dict[str, float] = {}
    leaks: dict[str, int] = {}
    phrases: tuple[str, ...] = ()
    accepted: str | None = None


class ExtractorRecord(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An extractor and what it resolved to, which is shown and never compared; its pages by id."""

    spec: str
    version: str | None = None
    python: str | None = None
    libxml2: str | None = None
    packages: tuple[str, ...] = ()
    rules: str | None = None
    mean_cpu_ms: float | None = None
    pages: dict[str, PageRecord] = {}


class Baseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Extractors by label, and what must be alike for a run to be held against them.

    `metrics` has for each metric what its numbers depend on.
    """

    schema: int = SCHEMA
    boilerbench: str = VERSION
    corpus: str
    metrics: dict[str, str]
    guards: tuple[str, ...] = ()
    extractors: dict[str, ExtractorRecord]


def written(baseline: Baseline) -> str:
    """The baseline as text: sorted, a line for each extractor and for each of its pages."""
    lines = [f'"{name}": {_json(getattr(baseline, name))}' for name in _HEAD]
    extractors = ",\n".join(
        _extractor(label, one) for label, one in sorted(baseline.extractors.items())
    )
    return "{\n" + ",\n".join(lines) + ',\n"extractors": {\n' + extractors + "\n}\n}\n"


_HEAD: Final = ("schema", "boilerbench", "corpus", "metrics", "guards")


def _extractor(label: str, one: ExtractorRecord) -> str:
    """An extractor's own line with its pages below; the key of the pages is the last of it."""
    head = _json(msgspec.structs.replace(one, pages={}))
    pages = ",\n".join(f"{_json(name)}: {_json(page)}" for name, page in sorted(one.pages.items()))
    return f'{_json(label)}: {head[:-1]}, "pages": {{\n{pages}\n}}}}'


def _json(value: object) -> str:
    """A value in one line, its keys in order; digits and letters beyond ASCII stay readable."""
    content = msgspec.json.encode(value, order="deterministic")
    return msgspec.json.format(content, indent=0).decode()


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file; BaselineError where it is missing, damaged or of another schema."""
    try:
        content = file.read_bytes()
    except FileNotFoundError as error:
        raise BaselineError(
            f"There is no baseline {file} ({error.strerror}): "
            f"`boilerbench gate RUN --baseline {file} --update` writes it from a run, and so does "
            "`pytest --boilerbench-update` for tests; then commit it."
        ) from error
    except OSError as error:
        raise BaselineError(
            f"{file} cannot be read ({error.strerror}): name the file that `--update` wrote."
        ) from error
    if b"\n<<<<<<< " in content:
        raise BaselineError(
            f"{file} has the marks of a merge conflict in it: take one side, then "
            "`gate --update` pins what is true now."
        )
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        schema = msgspec.json.decode(content, type=_Versioned).schema
        if schema != SCHEMA:
            raise BaselineError(
                f"{file} has schema {schema}, this version reads {SCHEMA}: use the boilerbench "
                "that wrote it, or remove it and write it anew with `gate --update`."
            )
        return msgspec.json.decode(content, type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BaselineError(
            f"{file} is no baseline ({error}): restore it from version control, or remove it and "
            "write it anew with `gate --update`."
        ) from error


class _Versioned(msgspec.Struct, frozen=True):
    schema: int


def write_baseline(file: Path, baseline: Baseline) -> None:
    """Put a baseline in place at once, so that it is never half written."""
    content = written(baseline).encode()
    msgspec.json.decode(content, type=Baseline)  # what cannot be read back is not put in place
    try:
        put(file, content)
    except OSError as error:
        raise BaselineError(
            f"{file} cannot be written ({error.strerror}): name a file in a folder that exists "
            "and that you may write to."
        ) from error


def line_of(file: Path, label: str, page: str) -> int | None:
    """The line of the file that pins a page of an extractor, from 1; None without one."""
    lines = file.read_text(encoding="utf-8").splitlines()
    begins = f"{_json(label)}: "
    start = next((at for at, line in enumerate(lines) if line.startswith(begins)), len(lines))
    mark = f"{_json(page)}: "
    for at, line in enumerate(lines[start + 1 :], start + 2):
        if line.startswith(mark):
            return at
        if line.startswith("}"):
            break
    return None


def accepted_pages(baseline: Baseline) -> Mapping[tuple[str, str], str]:
    """Why which page of which extractor is in no check."""
    return {
        (label, name): page.accepted
        for label, one in baseline.extractors.items()
        for name, page in one.pages.items()
        if page.accepted
    }
