"""Gold against output as marked passages: kept, missing, leaked with its kind, moved, extra."""

import textwrap
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from boilerbench.records import Gold
from boilerbench.scoring.alignment import GoldRun, OutputRun, align
from boilerbench.wording import harmless

Mark: TypeAlias = Literal["kept", "optional", "moved", "missing", "leaked", "extra"]

SIGNS: Final[dict[Mark, str]] = {
    "kept": " ",
    "optional": " ",
    "moved": "~",
    "missing": "-",
    "leaked": "+",
    "extra": "+",
}
COLOURS: Final[dict[Mark, str]] = {
    "optional": "bright_black",
    "moved": "yellow",
    "missing": "red",
    "leaked": "green",
    "extra": "cyan",
}
LEGEND: Final = (
    "- missing gold   + leaked noise or other extra text   ~ moved   (kept text is cut short)"
)
KEPT_WORDS: Final = 12
"""How many words of a kept passage are shown at each of its ends."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of gold or output with what it is; `note` is a noise or optional kind."""

    mark: Mark
    text: str
    note: str = ""


def passages(gold: Gold, text: str) -> list[Passage]:
    """The output in its order, with missing gold before the gold that should have followed it."""
    alignment = align(gold, text)
    missing = [run for run in alignment.gold if run.label == "missing"]
    found: list[Passage] = []
    for run in alignment.output:
        while missing and run.origin is not None and missing[0].start < run.origin:
            found.append(_lost(gold, missing.pop(0)))
        found.append(_passage(gold, text, run))
    return found + [_lost(gold, run) for run in missing]


def _lost(gold: Gold, run: GoldRun) -> Passage:
    return Passage("missing", (gold.text or "")[run.start : run.end])


def _passage(gold: Gold, text: str, run: OutputRun) -> Passage:
    body = text[run.start : run.end]
    match run.label:
        case "gold":
            return Passage("kept", body)
        case "noise":
            return Passage("leaked", body, gold.noise[run.index or 0].kind)
        case "optional":
            index = run.index or 0
            kind = gold.optional[index].kind if index < len(gold.optional) else "title"
            return Passage("optional", body, kind)
        case "moved" | "extra":
            return Passage(run.label, body)


def lines_of(passage: Passage, width: int) -> list[str]:
    """A passage as lines with its sign in front; kept text only shows its two ends."""
    body = harmless(" ".join(passage.text.split()))
    if passage.mark in ("kept", "optional"):
        body = _shortened(body)
    note = f"[{passage.note}] " if passage.note else ""
    prefix = f"{SIGNS[passage.mark]} "
    return textwrap.wrap(
        note + body, width, initial_indent=prefix, subsequent_indent=prefix, break_long_words=False
    )


def _shortened(body: str) -> str:
    words = body.split(" ")
    if len(words) <= 2 * KEPT_WORDS + 4:
        return body
    left_out = len(words) - 2 * KEPT_WORDS
    head, tail = " ".join(words[:KEPT_WORDS]), " ".join(words[-KEPT_WORDS:])
    return f"{head} … {left_out} words … {tail}"
