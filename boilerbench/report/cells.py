"""Every page with its facts, and what every extractor made of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus, field_values
from boilerbench.corpora.difficulty import Level
from boilerbench.measuring import Measured
from boilerbench.records import Page
from boilerbench.report.contents import PageEntry
from boilerbench.report.pagework import Judged, Output, Task, Wanted
from boilerbench.scoring.metric import Floats
from boilerbench.text import tokens

FACTS: Final = ("site", "set", "split", "type", "language", "challenge", "difficulty", "licence")
"""The fields of a page that a report shows and filters by, as `--where` names them."""
UNKNOWN: Final = ("unknown",)


def tasks_of(
    corpus: Corpus, answers: Sequence[Answers], measured: Measured, wanted: Wanted
) -> Iterator[Task]:
    """A task for each page; `measured` has the report's metric for the same systems."""
    values = page_values(measured)
    for page in corpus.pages:
        outputs = tuple(
            Output(at, extraction, known.get(page.id, {}))
            for at, (one, known) in enumerate(zip(answers, values, strict=True))
            if (extraction := one.of(page.id)) is not None
        )
        yield Task(page, outputs, measured.metric, wanted)


def page_entries(corpus: Corpus, systems: int, done: Iterable[Judged]) -> tuple[PageEntry, ...]:
    """Every page of a corpus, of what became of its tasks, for so many systems."""
    pairs = zip(corpus.pages, done, strict=True)
    return tuple(_entry(page, one, systems) for page, one in pairs)


def _entry(page: Page, done: Judged, systems: int) -> PageEntry:
    cells = dict(done.cells)
    return PageEntry(
        id=page.id,
        url=page.url,
        words=None if page.gold.text is None else len(tokens(page.gold.text)),
        facts=facts_of(page, done.level),
        cells=tuple(map(cells.get, range(systems))),
    )


def facts_of(page: Page, level: Level | None) -> dict[str, tuple[str, ...]]:
    """The fields of FACTS that are known of a page."""
    found = {name: told_by(page, name, level) for name in FACTS}
    return {name: values for name, values in found.items() if values not in (UNKNOWN, ("none",))}


def told_by(page: Page, name: str, level: Level | None) -> tuple[str, ...]:
    """What a page says for a field; its difficulty is known by who read the page."""
    return (level or UNKNOWN[0],) if name == "difficulty" else field_values(page, name)


def page_values(measured: Measured) -> list[dict[str, Mapping[str, float]]]:
    """For each system the values of each page that has any, by page id; nan is left out."""
    return [
        _by_page(measured, place, measured.metric.values(table))
        for place, table in enumerate(measured.tables)
    ]


def _by_page(
    measured: Measured, system: int, values: Mapping[str, Floats]
) -> dict[str, Mapping[str, float]]:
    known = measured.known(system)
    return {
        page.id: {name: float(v[at]) for name, v in values.items() if v[at] == v[at]}
        for at, page in enumerate(measured.pages)
        if known[at]
    }
