"""A ledger of rules in the terminal: a row a rule, then what the rows do not say."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.reporting.contests import probability
from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.rules.ledgers import All, Counts, Entry, Ledger, Standing
from boilerbench.wording import counted, wrapped

UNKNOWN: Final = "-"
SHOWN: Final = 3
"""Stretches, lines and rules that are told of a list; --wide tells all."""
ROWS: Final = 40
"""Rules in the terminal's table; --wide and the other formats have all."""
LONGEST: Final = 90
"""Characters of a text that are shown."""
NO_GOLD: Final = "no gold: leaks found, losses unknown"

HEADERS: Final = [
    "rule",
    "pages/\nsites",
    "chan-\nged",
    "noise",
    "unla-\nbelled",
    "opti-\nonal",
    "gold",
    "F1",
    "P",
    "R",
    "shared",
]
WHOLE: Final = [header.replace("-\n", "").replace("/\n", "/") for header in HEADERS]
"""The same where headers are not broken."""


def ledger_table(found: Ledger, style: str, *, wide: bool = False) -> str:
    """The rules that fired, then all together, and what serialising does by itself.

    Of many the terminal shows those that take most, gold or not.
    """
    shown = found.entries if wide or style != "table" else _weightiest(found.entries)
    rows = [_row(one) for one in shown]
    rows.append(["all rules", "", *_numbers(found.together), ""])
    if found.controls:
        rows.append(["(parsed, serialised)", str(found.controls), *_numbers(found.control), ""])
    headers = HEADERS if style == "table" else WHOLE
    if style == "table" and not wide:
        headers, *rows = (_narrow(one) for one in (headers, *rows))
        rows = fitted(headers, rows, column=0, least=20)
    align: list[Align] = ["left", *["right"] * (len(headers) - 1)]  # type: ignore[list-item]  # a list of one literal is read as strings
    return render(headers, rows, style, align)


def _narrow(row: Sequence[str]) -> list[str]:
    """A row without precision and recall, which the terminal has no room for beside the rule."""
    return [*row[: HEADERS.index("P")], *row[HEADERS.index("R") + 1 :]]


def _weightiest(entries: Sequence[Entry]) -> list[Entry]:
    """Those of most words, in their order."""
    ranked = sorted(entries, key=_weight, reverse=True)[:ROWS]
    return [one for one in entries if one in ranked]


def _weight(one: Entry) -> tuple[int, int]:
    what = one.counts
    return what.gold, sum(what.noise.values()) + what.unlabelled + what.optional


def _row(one: Entry) -> list[str]:
    shared = UNKNOWN if one.overlap is None else f"{one.overlap.share:.0%}"
    pages = f"{one.pages}/{one.sites}"
    return [f"{one.whose.rule} {one.whose.what}", pages, *_numbers(one), shared]


def _numbers(one: Entry | All) -> list[str]:
    what = one.counts
    return [
        str(one.changed),
        str(sum(what.noise.values())),
        str(what.unlabelled),
        str(what.optional),
        str(what.gold),
        *_standing(one.over_all),
    ]


def _standing(one: Standing | None) -> list[str]:
    if one is None:
        return [UNKNOWN] * 3
    low, high = one.f1.difference.low, one.f1.difference.high
    half = "" if low is None or high is None else f" ±{(high - low) / 2:.4f}"
    told = [_signed(change.difference.value) for change in (one.f1, one.precision, one.recall)]
    return [f"{told[0]}{half}", *told[1:]]


def _signed(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:+.4f}"


def ledger_lines(found: Ledger, *, wide: bool = False) -> Iterator[str]:
    """What the columns are, gold destroyed with its text, rules that did nothing, and why."""
    judged = f"{found.judged} of {counted(found.pages, 'page')} have gold text"
    yield from wrapped(
        f"{found.extractor} {found.version or ''} on {found.corpus}: {judged}. Words of noise, "
        "unlabelled, optional and gold text that each rule alone takes out of its outputs; F1 of "
        f"{found.metric} with the rule minus without, over all of these pages, with half its 95 % "
        "interval (--wide: precision and recall too); shared: of what it takes, what other rules "
        "take too."
    )
    if not wide and len(found.entries) > ROWS:
        yield f"{counted(len(found.entries) - ROWS, 'more rule')} took fewer words (--wide)."
    parts: list[Entry | All] = [*found.entries, found.together]
    for one in sorted(parts, key=lambda one: -one.counts.gold):
        yield from _of_entry(one, found, wide=wide)
    covered = [one.whose for one in found.entries if one.overlap and one.overlap.covered]
    if covered:
        names = _listed([f"{one.rule} {one.what}" for one in covered], wide=wide, most=8)
        yield from wrapped(f"Take nothing that other rules do not take too: {names}.")
    yield from _control(found, wide=wide)
    yield from _silent(found, wide=wide)
    limit = len(found.skipped) if wide else 10 * SHOWN
    for skipped in found.skipped[:limit]:
        yield from wrapped(f"Skipped: {skipped.place} {skipped.what}: {skipped.why}.")
    if found.skipped[limit:]:
        yield f"Skipped: {counted(len(found.skipped[limit:]), 'more line')} (--wide)."
    if found.unanswered:
        yield from wrapped(
            f"{found.extractor} fails on {counted(len(found.unanswered), 'page')} without any "
            f"rule: {_listed(found.unanswered, wide=wide)}."
        )


def _of_entry(one: Entry | All, found: Ledger, *, wide: bool) -> Iterator[str]:
    name = f"Rule {one.whose.rule} ({one.whose.place})" if isinstance(one, Entry) else "All rules"
    for stretch in one.destroyed if wide else one.destroyed[:1]:
        yield from wrapped(
            f"{name} destroyed {counted(one.counts.gold, 'word')} of gold, on {stretch.page}: "
            f"{_shown(stretch.text)!r}."
        )
    if one.failed:
        pages = _listed(one.failed, wide=wide)
        yield from wrapped(f"{name}: with it {found.extractor} fails on {pages}.")
    if isinstance(one, Entry) and one.without is not None:
        p = "" if one.without.p is None else f", p {probability(one.without.p)}"
        yield from wrapped(
            f"{name} adds {_signed(one.without.f1.difference.value)} of F1 to all others{p}."
        )


def _control(found: Ledger, *, wide: bool) -> Iterator[str]:
    if not found.controls:
        return
    what = found.control.counts
    yield from wrapped(
        f"Parsing and serialising alone, on the {counted(found.controls, 'page')} where a rule of "
        f"pages fires, changes the output of {found.control.changed}: {_gone(what)}. No rule is "
        "credited with that."
    )
    if found.control.failed:
        yield f"  {found.extractor} then fails on {_listed(found.control.failed, wide=wide)}."


def _gone(what: Counts) -> str:
    gone = sum(what.noise.values()) + what.unlabelled
    return f"{gone} words of noise and {what.gold} of gold gone, {what.gained} of gold gained"


def _silent(found: Ledger, *, wide: bool) -> Iterator[str]:
    if found.silent:
        names = [f"{one.rule} {one.what}" for one in found.silent]
        number = counted(len(names), "rule")
        yield from wrapped(f"Never fired: {number}: {_listed(names, wide=wide, most=8)}.")


def _listed(names: Sequence[str], *, wide: bool, most: int = SHOWN) -> str:
    shown = names if wide else names[:most]
    more = f", … ({len(names) - len(shown)} more)" if len(shown) < len(names) else ""
    return ", ".join(shown) + more


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def no_gold_tables(found: Ledger, style: str, *, wide: bool = False) -> Iterator[str]:
    """What is known of pages without gold, under a heading that says what is not."""
    if found.no_gold is None:
        return
    yield f"{NO_GOLD} ({counted(found.no_gold.pages, 'page')})"
    rows = [
        [
            f"{one.whose.rule} {one.whose.what}",
            str(one.unjudged.pages),
            str(one.unjudged.words),
            str(one.unjudged.repeated),
            ", ".join(f"{kind} {n}" for kind, n in one.unjudged.phrases.items()) or UNKNOWN,
        ]
        for one in found.entries
        if one.unjudged is not None
    ]
    headers = ["rule", "pages", "words\ntaken", "repeated\nlines", "noise phrases in what it took"]
    if rows:
        if style == "table" and not wide:
            rows = fitted(headers, rows, column=0, least=24)
        yield render(headers, rows, style, ["left", "right", "right", "right", "left"])
    kinds = found.no_gold.phrases
    if kinds:
        cells = [
            [kind, str(n), str(found.no_gold.phrases_left.get(kind, 0))]
            for kind, n in kinds.items()
        ]
        headers = ["noise phrases", "without rules", "with all"]
        yield render(headers, cells, style, ["left", "right", "right"])
    lines = found.no_gold.lines if wide else found.no_gold.lines[:20]
    if lines:
        cells = [[one.site, _shown(one.line), str(one.pages), str(one.left)] for one in lines]
        headers = ["site", "repeated line", "pages", "with all rules"]
        yield render(headers, cells, style, ["left", "left", "right", "right"])


def no_gold_lines(found: Ledger, *, wide: bool = False) -> Iterator[str]:
    """The text that rules took from pages without gold."""
    for one in found.entries:
        if one.unjudged is not None:
            taken = one.unjudged.removed
            for stretch in taken if wide else taken[:SHOWN]:
                text = _shown(stretch.text)
                yield from wrapped(f"Rule {one.whose.rule} took from {stretch.page}: {text!r}")


def next_command(found: Ledger, corpus: str) -> str:
    """What to type next: look at the worst page, or apply the rules."""
    worst = max(
        (stretch for one in found.entries for stretch in one.destroyed),
        key=lambda one: one.words,
        default=None,
    )
    rules, extractor = shlex.quote(found.rules), shlex.quote(found.extractor)
    if worst is not None:
        text = shlex.quote(" ".join(worst.text.split()[:8]))
        return (
            f"Next: `boilerbench rules why {text} {worst.page} --rules {rules} --extractor "
            f"{extractor} --corpus {shlex.quote(corpus)}`"
        )
    return f"Next: `boilerbench run {extractor} --rules {rules} --corpus {shlex.quote(corpus)}`"
