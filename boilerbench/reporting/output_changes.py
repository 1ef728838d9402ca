"""Two runs over pages without gold in the terminal: a row an extractor, then pages that changed."""

from collections.abc import Iterator, Sequence

from boilerbench.reporting.board import interval
from boilerbench.reporting.comparisons import NAME_WIDTH, SHOWN, UNKNOWN
from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.ungolded.changes import ComparedOutputs, OutputChange, OutputsComparison
from boilerbench.visible import visible
from boilerbench.wording import counted

USUAL = ("changed", "same")
"""Changes that have a column though no page changed so."""


def output_tables(found: OutputsComparison, style: str, *, wide: bool) -> Iterator[str]:
    """The table of rows, and for each row that has some the pages whose output is another."""
    headers, cells = output_cells(found.outputs, wide=wide)
    if style == "table" and not wide:
        cells = fitted(headers, cells, column=0, least=NAME_WIDTH)
    align: list[Align] = ["left" if place == 0 else "right" for place in range(len(headers))]
    yield render(headers, cells, style, align)
    for one in found.outputs:
        yield from _pages(one, style, wide=wide)


def output_cells(
    outputs: Sequence[ComparedOutputs], *, wide: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Headers and cells; changes that no page made have no column."""
    changes = list(dict.fromkeys(name for one in outputs for name in one.counts))
    changes = [c for c in changes if c in USUAL or any(one.counts[c] for one in outputs)]
    headers = ["extractor", "likeness", "words\nbefore", "words\nafter"]
    headers += ["CPU ms\nbefore", "CPU ms\nafter", *(one.replace(" ", "\n") for one in changes)]
    return headers, [_row(one, changes, wide=wide) for one in outputs]


def _row(one: ComparedOutputs, changes: Sequence[str], *, wide: bool) -> list[str]:
    return [
        output_name(one),
        interval(one.likeness, wide=wide),
        _number(one.before.words_per_page, 0),
        _number(one.after.words_per_page, 0),
        _number(one.before.mean_cpu_ms, 1),
        _number(one.after.mean_cpu_ms, 1),
        *(str(one.counts[change]) for change in changes),
    ]


def output_name(one: ComparedOutputs) -> str:
    """An extractor's label, with both versions where they differ."""
    before, after = one.before.version, one.after.version
    return f"{one.label} {before} → {after}" if before != after else one.label


def _pages(one: ComparedOutputs, style: str, *, wide: bool) -> Iterator[str]:
    listed = one.pages if wide else one.pages[:SHOWN]
    if listed:
        headers = ["page", "change", "likeness", "words\nbefore", "words\nafter"]
        yield f"{output_name(one)}:"
        yield render(
            headers, [_cells(page) for page in listed], style,
            ["left", "left", "right", "right", "right"],
        )  # fmt: skip  # one call
    if more := len(one.pages) - len(listed):
        yield f"{output_name(one)} changed on {counted(more, 'more page')}: --wide lists all."


def _cells(page: OutputChange) -> list[str]:
    fails = page.change == "newly failing"
    return [
        visible(page.page),
        f"{page.change}: {page.outcomes[1]}" if fails else page.change,
        _number(page.likeness, 3),
        *(UNKNOWN if count is None else str(count) for count in page.words),
    ]


def output_remarks(found: OutputsComparison) -> Iterator[str]:
    """What the numbers are and what they do not say, a sentence or two each."""
    yield (
        f"No page has gold, so that nothing here says which run is better. Likeness: the mean over"
        f" pages that both runs answered of how alike both outputs are ({found.measure}); 1 is"
        " word for word the same."
    )
    yield from found.remarks
    yield (
        "CPU times are indicative: `boilerbench speed` measures speed. To know what is better, "
        "label some of the pages: `boilerbench corpus sample`, then `boilerbench corpus new`."
    )


def _number(value: float | None, digits: int) -> str:
    return UNKNOWN if value is None else f"{value:.{digits}f}"
