"""All names that the templates know, from contents, figures and diffs."""

from collections.abc import Iterator, Mapping
from typing import Any

from boilerbench.report.blocks import Diffs
from boilerbench.report.changing import change_views
from boilerbench.report.contents import Contents, Part
from boilerbench.report.definitions import MARKS, NOISE, OPTIONAL, OUTCOMES, STRESS
from boilerbench.report.drawing import Drawings
from boilerbench.report.extractors import system_views
from boilerbench.report.pagetable import facets, page_lines
from boilerbench.report.provenance import provenance
from boilerbench.report.saying import called
from boilerbench.report.stressing import stress_view
from boilerbench.report.tables import (
    board_table,
    breakdown_table,
    leaks_table,
    metric_table,
    pairs_table,
    small_groups,
)
from boilerbench.report.ungolded import likeness_tables
from boilerbench.reporting.ungolded import meaning
from boilerbench.scoring.explaining import definition
from boilerbench.scoring.metric import better
from boilerbench.wording import counted


def names(contents: Contents, drawings: Drawings, diffs: Diffs) -> dict[str, Any]:
    """All names that the templates know."""
    return {
        "contents": contents,
        "diffs": diffs,
        "size": _size(contents),
        "sections": tuple(_sections(contents)),
        "changes": change_views(contents),
        "change_figures": drawings.changes,
        "parts": [
            _part(contents, drawings, part, place) for place, part in enumerate(contents.parts)
        ],
        "stress": stress_view(contents, drawings.stress),
        "stress_terms": STRESS,
        "headline": called(contents.metric.headline),
        "end": better(contents.metric),
        "facets": facets(contents.pages),
        "lines": page_lines(contents),
        "systems": system_views(contents),
        "definitions": [
            (repr(one), definition(one).split("\n\n"))
            for one in contents.metrics
            if contents.measured
        ],
        "outcomes": OUTCOMES,
        "noise": NOISE,
        "optional": OPTIONAL,
        "marks": MARKS,
        "provenance": provenance(contents),
    }


def _size(contents: Contents) -> str:
    pages = counted(len(contents.pages), "page")
    systems = counted(len(contents.systems), "extractor")
    if not contents.measured:
        return f"{systems} on {pages} without gold: neither precision nor recall"
    return f"{systems} on {pages}, by {called(contents.metric.headline)} of {contents.metric!r}"


def _sections(contents: Contents) -> Iterator[tuple[str, str]]:
    yield "summary", "Summary"
    if contents.changes:
        yield "changes", "What changed"
    for place, part in enumerate(contents.parts):
        yield f"part-{place}", "Results" if len(contents.parts) == 1 else part.key
    if contents.stress is not None:
        yield "stress", "Stress"
    yield "pages", "Pages by extractor"
    yield "worst", "The worst diffs"
    yield "extractors", "Extractors"
    yield "about", "Definitions"
    yield "provenance", "Provenance"


def _part(contents: Contents, drawings: Drawings, part: Part, place: int) -> Mapping[str, Any]:
    others = [one for one in contents.metrics if one != contents.metric]
    more = [leaks_table(contents, part)] if contents.measured else []
    more += [metric_table(contents, part, one) for one in others if repr(one) != "noise"]
    contests = [one for one in part.contests if one.metric == repr(contents.metric)]
    return {
        "place": place,
        "title": "Results" if len(contents.parts) == 1 else part.title,
        "board": board_table(contents, part) if contents.measured else None,
        "likeness": likeness_tables(contents, part),
        "meaning": list(meaning(part.likeness)) if part.likeness else [],
        "more": [one for one in more if one],
        "pairs": [table for one in contests if (table := pairs_table(part, one))],
        "figures": [one for one in drawings.parts[place] if contents.measured or not one.absent],
        "breakdowns": [
            (breakdown_table(contents, one), _remark(one.left_out, small=small_groups(one)))
            for one in part.breakdowns
            if contents.measured
        ],
    }


def _remark(left_out: int, *, small: bool) -> str:
    told = ["* Under ten sites: intervals are of pages, and say little."] if small else []
    told += [f"{counted(left_out, 'smaller group')} left out."] if left_out else []
    return " ".join(told)
