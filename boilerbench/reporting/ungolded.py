"""How alike outputs are, in print: the table, the noise phrases, the pages that differ most."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from boilerbench.records import ANSWERS
from boilerbench.reporting.board import NAME_WIDTH, UNKNOWN, interval
from boilerbench.reporting.groups import KINDS, captions
from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.scores import Likeness, LikenessPage, LikenessRow, Row
from boilerbench.visible import visible
from boilerbench.wording import counted, wrapped

DISCLAIMER: Final = (
    "Likeness is neither precision nor recall, and no rank: it says who agrees with whom, not who"
    " is right. Extractors that fail alike agree."
)
"""What stands beside every table of likeness."""

WITHOUT_GOLD: Final = "No page has gold, so that nothing here says which extractor is right."
"""The summary of a report in which no metric was computed."""

HEADERS: Final = ("extractor", "likeness", "alone\n(pages)", "words\n/page")
MORE: Final = ("noise\nphrases\n(pages)", "empty", "failed", "CPU ms\n/page", "peak\nMB")


def likeness_lines(
    likeness: Likeness, rows: Sequence[Row], style: str, *, wide: bool = False
) -> Iterator[str]:
    """The table, what it means, and what else there is to say, as lines or blocks of them."""
    ordered = in_kinds(likeness)
    headers, cells = likeness_cells(ordered, rows, wide=wide)
    if style == "table" and not wide:
        cells = fitted(headers, cells, column=0, least=NAME_WIDTH)
    yield render(headers, cells, style, _aligned(headers), captions([one.kind for one in ordered]))
    yield ""
    for sentence in meaning(likeness):
        yield from _noted(sentence, style)
    if style == "table":
        yield from phrase_lines(likeness)
    if likeness.outliers:
        yield f"\n{outlier_title(likeness)}\n"
        headers, cells = outlier_cells(likeness)
        yield render(headers, cells, style, ["left", "right", "left", "right", "right"])


def in_kinds(likeness: Likeness) -> list[LikenessRow]:
    """The rows as they were run, extractors before converters: they have no order of merit."""
    return sorted(likeness.rows, key=lambda row: KINDS.index(row.kind))


def likeness_cells(
    ordered: Sequence[LikenessRow], rows: Sequence[Row], *, wide: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Headers and cells of the table; failures and costs are those of the scored rows."""
    scored = {row.extractor: row for row in rows}
    return [*HEADERS, *MORE], [_cells(one, scored, wide=wide) for one in ordered]


def _cells(row: LikenessRow, scored: Mapping[str, Row], *, wide: bool) -> list[str]:
    own = scored[row.extractor]
    failed = sum(n for outcome, n in own.statuses.items() if outcome not in ANSWERS)
    speed = own.speed
    return [
        row.name,
        interval(row.likeness, wide=wide),
        f"{row.alone}/{row.compared}" if row.compared else UNKNOWN,
        UNKNOWN if row.words_per_page is None else f"{row.words_per_page:.0f}",
        f"{row.phrase_pages}/{row.answered}" if row.answered else UNKNOWN,
        str(own.statuses.get("empty", 0)),
        str(failed),
        f"{speed.mean_cpu_ms:.1f}" if speed else UNKNOWN,
        f"{speed.peak_memory_mb:.0f}" if speed else UNKNOWN,
    ]


def meaning(likeness: Likeness) -> Iterator[str]:
    """What the numbers are, a sentence or two each."""
    if likeness.without_gold:
        yield f"{counted(likeness.without_gold, 'page')} here without gold."
    yield DISCLAIMER
    if not likeness.pages:
        yield "No page was answered by two extractors, so that nothing can be compared."
        return
    yield (
        f"Likeness: the mean over {counted(likeness.pages, 'page')} of an output's likeness"
        f" ({likeness.measure}) to those of the other extractors. Alone: pages on which it is under"
        f" {likeness.alike} to each of them. Noise phrases: pages whose output has a line of the"
        " list of noise phrases, which knows few of all and may be wrong."
    )
    differ = len(likeness.all_differ)
    yield f"On {differ} of {counted(likeness.pages, 'page')} every extractor is alone."


def phrase_lines(likeness: Likeness) -> Iterator[str]:
    """On how many pages each extractor has noise phrases of each kind, a line or two each."""
    rows = [row for row in in_kinds(likeness) if row.phrases]
    width = max((len(row.name) for row in rows), default=0)
    if rows:
        yield "\nPages with noise phrases by kind (not leaks, as no gold says what is noise):"
    for row in rows:
        ordered = sorted(row.phrases.items(), key=lambda one: (-one[1].pages, one[0]))
        told = ", ".join(f"{kind} {hits.pages}" for kind, hits in ordered)
        yield from wrapped(f"  {row.name:<{width}}  {told}")


def outlier_title(likeness: Likeness) -> str:
    """What stands above the pages with the least agreement."""
    return f"The {counted(len(likeness.outliers), 'page')} on which extractors agree least:"


def outlier_cells(likeness: Likeness) -> tuple[list[str], list[list[str]]]:
    """Headers and cells: page, mean likeness of two extractors, who is furthest, their words."""
    voices = {row.extractor: row.name for row in likeness.rows if row.kind == "extractor"}
    headers = ["page", "likeness", "furthest", "its\nwords", "words of\nothers"]
    return headers, [_outlier(one, voices) for one in likeness.outliers]


def _outlier(one: LikenessPage, voices: Mapping[str, str]) -> list[str]:
    words = {spec: count for spec, count in one.words.items() if spec in voices}
    own = None if one.furthest is None else words.pop(one.furthest)
    ends = dict.fromkeys([min(words.values()), max(words.values())])
    return [
        visible(one.page),
        f"{one.likeness:.3f}",
        UNKNOWN if one.furthest is None else voices[one.furthest],
        UNKNOWN if own is None else str(own),
        " to ".join(map(str, ends)),
    ]


def _noted(sentence: str, style: str) -> list[str]:
    """A sentence under a table: as text, or as a comment where a document follows."""
    match style:
        case "latex":
            return [f"% {sentence}"]
        case "html":
            return [f"<p>{sentence}</p>"]
        case "github":
            return [sentence, ""]
        case _:
            return wrapped(sentence)


def _aligned(headers: Sequence[str]) -> list[Align]:
    return ["left" if header == "extractor" else "right" for header in headers]
