"""Why a text is still there, as lines of a terminal."""

import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from boilerbench.rules.explaining.shapes import Advice, Explanation, Fired, Miss, Spot, Standing
from boilerbench.visible import visible
from boilerbench.wording import WIDTH, counted

SHOWN: Final = 5
"""Rules that missed and are shown."""
AROUND: Final = 6
"""Elements around a text that are shown."""
FOUND: Final = "found.toml"
"""The file that advised rules go to where none is at hand."""
_MADE: Final = (
    "The output has it all the same: the extractor put it together, or read it where nobody does."
)


@dataclass(frozen=True, slots=True)
class Measuring:
    """Where advised rules go, what they are measured on, and whether pages there name the site.

    `addressed` is false where the page does not say the address it was asked about under.
    """

    corpus: str
    file: str = FOUND
    addressed: bool = True


def lines_of(told: Explanation, by: Measuring, *, everything: bool = False) -> Iterator[str]:
    """An explanation in print, with how a candidate is measured; with `everything` all misses."""
    yield from _block(f"{_quoted(told.text)} on {told.page}, extractor {told.name}")
    yield from ["", "Where it stands", *_standing(told.standing)]
    if told.standing.within != "text" and told.stages[-1].stands:
        yield from _block(_MADE, "  ")
    yield from ["", "Stages", *_stages(told)]
    if told.fired:
        yield from ["", "Rules that fired on this page"]
        for fired in told.fired:
            yield from _block(f"{fired.place}  {fired.rule}: {_fired(fired)}", "  ")
    if told.misses or told.far:
        yield from ["", "Nearest rules, and why each missed", *_misses(told, everything=everything)]
    for one in told.skipped:
        yield from _block(f"Skipped: {one}")
    if _is_gold(told.standing):
        yield from ["", "What the output has of it is gold: no rule should take it away."]
    if told.advice:
        yield from ["", "Rules that would take it away", *_advice(told, by)]


def _fired(one: Fired) -> str:
    count = counted(one.fired, "place")
    if not one.takes:
        return f"{count}, none of this text"
    left = "" if one.wanted else ", but not what is in the output"
    return f"{count}, this text at {one.takes}{left}"


def _standing(standing: Standing) -> Iterator[str]:
    if standing.within != "text":
        yield from _block(standing.told, "  ")
        if standing.within == "nowhere":
            yield from _block(_near(standing), "  ")
        return
    for spot in standing.spots:
        yield from _spot(spot)
    more = standing.places - len(standing.spots)
    if more > 0:
        yield f"  … and {counted(more, 'place')} more"


def _is_gold(standing: Standing) -> bool:
    leaking = [spot for spot in standing.spots if spot.leaks]
    return bool(leaking) and all(spot.label == "gold" for spot in leaking)


def _near(standing: Standing) -> str:
    if not standing.run:
        return "the page has no word of it"
    run = f"the page has {_quoted(standing.run)}"
    missing = f", but not {', '.join(map(_quoted, standing.missing))}" if standing.missing else ""
    parted = "" if missing else ", and its other words elsewhere"
    return f"{run}{missing}{parted}"


def _spot(spot: Spot) -> Iterator[str]:
    notes = [
        *(["hidden"] if spot.hidden else []),
        *([f"over {spot.elements} elements"] if spot.elements > 1 else []),
        *([spot.label] if spot.label else []),
        *(["in the output from here"] if spot.leaks else []),
    ]
    told = f" ({', '.join(notes)})" if notes else ""
    yield from _block(f"{spot.path}{told}", "  ")
    if spot.around:
        shown = list(spot.around[:AROUND])
        if len(spot.around) > AROUND:
            shown += ["…", spot.around[-1]]
        yield from _block(f"in {' < '.join(shown)}", "    ")


def _stages(told: Explanation) -> Iterator[str]:
    width = max(len(stage.name) for stage in told.stages)
    for stage in told.stages:
        stands = "stands in it" if stage.stands else "not in it"
        count = f" {stage.count} x" if stage.count > 1 else ""
        how = "" if stage.told == "not in it" else f": {stage.told}"
        here = "   <- goes here" if stage.name == told.gone else ""
        yield from _block(f"{stage.name:<{width}}  {stands}{count}{how}{here}", "  ")


def _misses(told: Explanation, *, everything: bool) -> Iterator[str]:
    shown = told.misses if everything else told.misses[:SHOWN]
    for one in shown:
        yield from _miss(one)
    left = len(told.misses) - len(shown)
    if left:
        yield f"  … and {counted(left, 'rule')} more: --all"
    if told.far:
        yield f"  {counted(told.far, 'rule')} with nothing like it on this page"


def _miss(one: Miss) -> Iterator[str]:
    yield from _block(f"{one.place}  {one.rule}", "  ")
    yield from _block(one.told, "    ")


def _advice(told: Explanation, by: Measuring) -> Iterator[str]:
    for number, one in enumerate(told.advice, 1):
        yield from ["", *_block(f"{number}. {_gain(one)}", "  ")]
        yield from (f"     {line}".rstrip() for line in one.toml.splitlines())
    where = f"--corpus {shlex.quote(by.corpus)} --extractor {shlex.quote(told.extractor)}"
    verb = "Write one of them to" if by.file == FOUND else "Add one of them to"
    yield ""
    yield from _block(
        f"{verb} {by.file}; then measure it: "
        f"`boilerbench rules ledger {shlex.quote(by.file)} {where}`"
    )
    if not by.addressed:
        yield from _block(
            "The page does not name its address itself: measure without the line of sites."
        )


def _gain(one: Advice) -> str:
    where = "on the page" if one.of == "page" else "in the output"
    brittle = f"; brittle: {one.brittle}" if one.brittle else ""
    if one.gain is None:
        return f"{counted(one.words, 'word')} {where}; no gold: losses unknown{brittle}"
    gain = one.gain
    parts = [f"{gain.noise} of noise"]
    parts += [f"{gain.unlabelled} unlabelled"] if gain.unlabelled else []
    parts += [f"{gain.optional} optional"] if gain.optional else []
    parts += [f"{gain.gold} of gold" if gain.gold else "no gold"]
    return f"words it removes {where}: {', '.join(parts)}{brittle}"


def _quoted(text: str) -> str:
    return visible(repr(text) if "\n" in text else f"“{text}”")


def _block(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
