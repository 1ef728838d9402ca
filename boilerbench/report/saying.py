"""What is said of a page and of a result in one line, and how foreign text is made legible."""

import re
from collections.abc import Mapping
from typing import Final

from boilerbench.records import ANSWERS
from boilerbench.report.contents import Cell, Contents, PageEntry
from boilerbench.scoring import Metric
from boilerbench.visible import visible

SHOWN_FACTS: Final = ("site", "set", "split", "type", "language", "challenge")
"""The fields of facts, in the order in which they are shown; others follow."""

LONGEST: Final = 36
"""Characters of an id that are shown where many stand together."""

_LONE: Final = re.compile("[\ud800-\udfff]")


def legible(text: str) -> str:
    """Foreign text in which nothing acts unseen; lone surrogates, which no file holds, U+FFFD."""
    return _LONE.sub("\ufffd", visible(text))


def order_of(field: str) -> tuple[int, str]:
    """Where a field stands among facts."""
    return (SHOWN_FACTS.index(field) if field in SHOWN_FACTS else len(SHOWN_FACTS), field)


def facts_told(page: PageEntry) -> str:
    """A page's facts in a line, without its id."""
    ordered = sorted(page.facts, key=order_of)
    return " · ".join(", ".join(page.facts[name]) for name in ordered if page.facts[name])


def verdict_told(contents: Contents, cell: Cell | None) -> str:
    """A result in a line: values, words by what is wrong, or how it failed."""
    return "not run on this page" if cell is None else result_told(contents.metric, cell)


def result_told(metric: Metric, cell: Cell) -> str:
    """The same for a result that there is; `metric` is the report's own."""
    if cell.outcome not in ANSWERS:
        return f"{cell.outcome}: {cell.reason or 'no reason was given'}"
    told = [_values(metric, cell.values)] if cell.values else ["not judged"]
    counts = {"missing": cell.missing, "moved": cell.moved, "unlabelled": cell.extra}
    told += [f"words {what}: {count}" for what, count in counts.items() if count]
    if cell.leaked:
        kinds = sorted(cell.leaked.items(), key=lambda kind: (-kind[1], kind[0]))
        told.append("words leaked: " + ", ".join(f"{kind} {count}" for kind, count in kinds))
    return "; ".join([*(["empty"] if cell.outcome == "empty" else []), *told])


def _values(metric: Metric, values: Mapping[str, float]) -> str:
    """Every value that is not of one kind of noise among many, the headline first."""
    headline = metric.headline
    names = [headline, *(name for name in values if "." not in name and name != headline)]
    return ", ".join(f"{called(name)} {values[name]:.3f}" for name in names if name in values)


def called(value: str) -> str:
    """A metric's value as sentences call it."""
    return "F1" if value == "f1" else value


def short_name(page: PageEntry) -> str:
    """A page's id; of one as long as a digest the beginning, with its site."""
    if len(page.id) <= LONGEST:
        return page.id
    site = " ".join(page.facts.get("site", ()))
    return f"{page.id[: LONGEST // 3]}… {site}".strip()
