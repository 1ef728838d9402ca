"""`boilerbench show`: gold against output, page by page."""

import shlex
import shutil
import textwrap
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from boilerbench.answers import Answers, answers_of
from boilerbench.cli.options import (
    Selection,
    colours,
    corpus_option,
    examples,
    format_option,
    selection_options,
)
from boilerbench.errors import UsageError
from boilerbench.origins import Origins, origins
from boilerbench.records import Extraction, Page
from boilerbench.replaying import corpus_of
from boilerbench.reporting.diffs import COLOURS, LEGEND, Passage, lines_of, passages
from boilerbench.reporting.tables import Cell, render
from boilerbench.runs import read_run
from boilerbench.sidebyside import ExtractorDiff, PageDiffs, side_by_side
from boilerbench.verdicts import Verdict, unjudged, verdict, worst
from boilerbench.visible import visible

WORST = 10
SHOWN_KINDS = 3
FIRST_WORDS = 8
"""Words of a leak that are named."""


@click.command(
    epilog=examples(
        "boilerbench show",
        "boilerbench show summit",
        "boilerbench show summit --extractor justext --run boilerbench-runs/news-1",
        "boilerbench show summit --format json",
    )
)
@click.argument("page", metavar="[PAGE]", required=False)
@click.option("--run", "run_folder", type=click.Path(path_type=Path), help="[default: the newest]")
@click.option(
    "--extractor", "names", multiple=True, metavar="SPEC|LABEL", help="Only these rows; repeatable."
)
@corpus_option("the run's own")
@selection_options
@format_option
def command(
    page: str | None,
    run_folder: Path | None,
    names: tuple[str, ...],
    source: str | None,
    selection: Selection,
    style: str,
) -> None:
    """Show what an extractor missed, leaked and moved on PAGE; without PAGE, the ten worst pages.

    PAGE is a page's id or its beginning. With PAGE, --format is table or json.
    """
    run = read_run(run_folder)
    corpus = selection.of(corpus_of(run, source))
    chosen = _named(answers_of(run, corpus), names)
    if page is None:
        _print_worst(chosen, style, run_folder)
        return
    found = corpus.page(page)
    shown = [(one, e) for one in chosen if (e := one.of(found.id)) is not None]
    if not shown:
        raise UsageError(f"{run.path} has no extraction of {found.id}: `boilerbench run --resume`.")
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(_diffs(found, shown))).decode())
        return
    if style != "table":
        raise UsageError(f"A page's diff is no table: --format table or json, not {style}.")
    click.echo("\n".join([f"{found.id}  {found.url or ''}", *_legend(found)]))
    tree = origins(found)
    leaks = [_print_page(one, found, extraction, tree) for one, extraction in shown]
    for (one, _), leak in zip(shown, leaks, strict=True):
        if leak:
            click.echo(f"\nNext: `{_why(leak, found, one, corpus.source)}`")
            break


def _legend(page: Page) -> list[str]:
    return [] if page.gold.kind == "none" else [LEGEND]


def _why(leak: str, page: Page, one: Answers, corpus: str) -> str:
    """The command that says why a text was let through, and which rules would take it away."""
    where = "" if corpus == "news" else f" --corpus {shlex.quote(corpus)}"
    spec = shlex.quote(one.system.spec)
    return f"boilerbench rules why {shlex.quote(leak)} {page.id}{where} --extractor {spec}"


def _diffs(page: Page, shown: Sequence[tuple[Answers, Extraction]]) -> PageDiffs:
    source = origins(page)
    return PageDiffs(
        page=page.id,
        url=page.url,
        extractors=tuple(
            ExtractorDiff(
                extractor=one.system.spec,
                name=one.system.name,
                outcome=extraction.outcome,
                f1=found.f1 if (found := verdict(page, extraction)) else None,
                diff=side_by_side(page, extraction, source=source),
            )
            for one, extraction in shown
        ),
    )


def _named(answers: Sequence[Answers], names: Sequence[str]) -> list[Answers]:
    """The rows asked for by label or spec; without a name, all but the scale."""
    if not names:
        able = [one for one in answers if one.extractions]
        return [one for one in able if one.system.kind != "scale"] or able
    chosen = [one for name in names for one in _called(answers, name)]
    return list({one.system.spec: one for one in chosen}.values())


def _called(answers: Sequence[Answers], name: str) -> list[Answers]:
    """The one row of that spec, or every row of that label or full name."""
    found = [one for one in answers if one.system.spec == name]
    found = found or [one for one in answers if name in (one.system.label, one.system.name)]
    if not found:
        specs = ", ".join(one.system.spec for one in answers)
        raise UsageError(f"This run has no extractor {name!r}; it has {specs}.")
    return found


def _print_worst(answers: Sequence[Answers], style: str, run_folder: Path | None) -> None:
    found = worst(answers, WORST)
    if not found and style == "table":
        where = f" {shlex.quote(str(run_folder))}" if run_folder else ""
        click.echo(
            "No page has a gold text, so none is the worst: `boilerbench show PAGE` shows one, and "
            f"`boilerbench score{where} --agreement` names those on which extractors agree least."
        )
        return
    rows: list[list[Cell]] = [
        [page.id, system.spec, f"{one.f1:.3f}", one.missing, _leaked(one, extraction)]
        for system, page, extraction, one in found
    ]
    headers = ["page", "extractor", "F1", "words missing", "words leaked"]
    click.echo(render(headers, rows, style, ["left", "left", "right", "right", "left"]))
    if rows and style == "table":
        where = f" --run {run_folder}" if run_folder else ""
        click.echo(f"\nNext: `boilerbench show {rows[0][0]} --extractor {rows[0][1]}{where}`")


def _leaked(one: Verdict, extraction: Extraction) -> str:
    if not extraction.answered:
        return f"failed: {extraction.outcome}"
    kinds = sorted(one.leaked.items(), key=lambda kind: -kind[1])
    more = ", …" if len(kinds) > SHOWN_KINDS else ""
    return ", ".join(f"{count} {kind}" for kind, count in kinds[:SHOWN_KINDS]) + more or "-"


def _print_page(
    one: Answers, page: Page, extraction: Extraction, source: Origins | None
) -> str | None:
    """Print a page's diff; the first words of its first leak, if it has any."""
    width = min(shutil.get_terminal_size((100, 40)).columns, 120)
    heading = f"== {one.system.name}: {_summary(page, extraction)}"
    click.echo("\n" + _folded(heading, width))
    diff = side_by_side(page, extraction, source=source)
    for snippet in diff.snippets if diff.form == "snippets" else ():
        click.echo(f"  {snippet.fate + ':':8} {visible(snippet.text)}")
    shown = passages(diff)
    for passage in shown:
        _print_passage(passage, width)
    if diff.left_out:
        click.echo(_folded(diff.left_out, width))
    leaks = (passage.text for passage in shown if passage.mark == "leaked")
    return next((_beginning(text) for text in leaks if text.split()), None)


def _beginning(text: str) -> str:
    """The first words of a text's first line: enough to find it again."""
    words = next(line for line in text.splitlines() if line.strip()).split()
    return visible(" ".join(words[:FIRST_WORDS]))


def _folded(heading: str, width: int) -> str:
    return textwrap.fill(heading, width, subsequent_indent="   ", break_on_hyphens=False)


def _summary(page: Page, extraction: Extraction) -> str:
    if not extraction.answered:
        return f"{extraction.outcome}: {extraction.reason or 'no reason was given'}"
    return str(verdict(page, extraction) or unjudged(page))


def _print_passage(passage: Passage, width: int) -> None:
    colour = COLOURS.get(passage.mark)
    for line in lines_of(passage, width):
        click.echo(click.style(line, fg=colour) if colour and colours() else line, color=colours())
