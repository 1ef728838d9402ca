"""A ledger of rules in the terminal: a row a rule, then what the rows do not say."""

import shlex
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.reporting.contests import probability
from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.rules.ledgers import All, Counts, Entry, Ledger, Standing, Whose
from boilerbench.wording import counted, cut, wrapped

UNKNOWN: Final = "-"
SHOWN: Final = 3
"""Stretches, lines and rules that are told of a list; --wide tells all."""
ROWS: Final = 40
"""Rules in the terminal's table; --wide and the other formats have all."""
LONGEST: Final = 90
"""Characters of a text that are shown."""
NAMED: Final = 60
"""Characters of a rule that are shown in a list of several."""

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
    return [in_table(one.whose), pages, *_numbers(one), shared]


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


def in_table(whose: Whose) -> str:
    """A rule as a cell: the line of its file, without folders, and what it says."""
    return f"{whose.place.rpartition('/')[2]} {whose.what}"


def named(whose: Whose, *, wide: bool) -> str:
    """A rule in a sentence: where it stands, and what it says, cut if long."""
    what = whose.what if wide else textwrap.shorten(whose.what, NAMED, placeholder=" …")
    return f"{whose.place} {what}"


def ledger_lines(found: Ledger, *, wide: bool = False) -> Iterator[str]:
    """What the columns are, gold destroyed with its text, rules that did nothing, and why."""
    if found.judged:
        yield from _columns(found)
    if not wide and len(found.entries) > ROWS:
        yield f"{counted(len(found.entries) - ROWS, 'more rule')} took fewer words (--wide)."
    parts: list[Entry | All] = [*found.entries, found.together]
    for one in sorted(parts, key=lambda one: -one.counts.gold):
        yield from _of_entry(one, found, wide=wide)
    covered = [one.whose for one in found.entries if one.overlap and one.overlap.covered]
    if covered:
        names = _listed([named(one, wide=wide) for one in covered], wide=wide)
        number = counted(len(covered), "rule")
        take = "takes" if len(covered) == 1 else "take"
        yield from wrapped(f"{number} {take} nothing that other rules do not take too: {names}.")
    yield from _control(found, wide=wide)
    yield from _silent(found, wide=wide)
    limit = len(found.skipped) if wide else 10 * SHOWN
    for skipped in found.skipped[:limit]:
        yield from wrapped(f"Skipped: {skipped.place} {cut(skipped.what)}: {skipped.why}.")
    if found.skipped[limit:]:
        yield f"Skipped: {counted(len(found.skipped[limit:]), 'more line')} (--wide)."
    if found.unanswered:
        yield from wrapped(
            f"{found.extractor} fails on {counted(len(found.unanswered), 'page')} without any "
            f"rule: {_listed(found.unanswered, wide=wide)}."
        )


def _columns(found: Ledger) -> Iterator[str]:
    """What the columns of the table with gold count."""
    has = "has" if found.judged == 1 else "have"
    judged = f"{found.judged} of {counted(found.pages, 'page')} {has} gold text"
    yield from wrapped(
        f"{found.extractor} {found.version or ''} on {found.corpus}: {judged}. Words of noise, "
        "unlabelled, optional and gold text that each rule alone takes out of its outputs; F1 of "
        f"{found.metric} with the rule minus without, over all of these pages, with half its 95 % "
        "interval (--wide: precision and recall too); shared: of what it takes, what other rules "
        "take too."
    )


def _of_entry(one: Entry | All, found: Ledger, *, wide: bool) -> Iterator[str]:
    name = named(one.whose, wide=wide) if isinstance(one, Entry) else "All rules"
    for stretch in one.destroyed if wide else one.destroyed[:1]:
        yield from wrapped(
            f"{name}: destroyed {counted(one.counts.gold, 'word')} of gold, on {stretch.page}: "
            f"{plain_text(stretch.text)!r}."
        )
    if one.failed:
        pages = _listed(one.failed, wide=wide)
        yield from wrapped(f"{name}: with it {found.extractor} fails on {pages}.")
    if isinstance(one, Entry) and one.without is not None:
        p = "" if one.without.p is None else f", p {probability(one.without.p)}"
        yield from wrapped(
            f"{name}: adds {_signed(one.without.f1.difference.value)} of F1 to all others{p}."
        )


def _control(found: Ledger, *, wide: bool) -> Iterator[str]:
    if not found.controls:
        return
    gone = f": {_gone(found.control.counts)}" if found.judged else ""
    yield from wrapped(
        f"Parsing and serialising alone, on the {counted(found.controls, 'page')} where a rule of "
        f"pages fires, changes the output of {found.control.changed}{gone}. No rule is credited "
        "with that."
    )
    if found.control.failed:
        yield f"  {found.extractor} then fails on {_listed(found.control.failed, wide=wide)}."


def _gone(what: Counts) -> str:
    gone = sum(what.noise.values()) + what.unlabelled
    return f"{gone} words of noise and {what.gold} of gold gone, {what.gained} of gold gained"


def _silent(found: Ledger, *, wide: bool) -> Iterator[str]:
    if found.silent:
        names = [named(one, wide=wide) for one in found.silent]
        number = counted(len(names), "rule")
        yield from wrapped(f"Never fired: {number}: {_listed(names, wide=wide)}.")


def _listed(names: Sequence[str], *, wide: bool) -> str:
    shown = names if wide else names[:SHOWN]
    more = f", … ({len(names) - len(shown)} more)" if len(shown) < len(names) else ""
    return ", ".join(shown) + more


def plain_text(text: str) -> str:
    """A text on one line, cut if long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def next_command(
    found: Ledger, corpus: str, names: Sequence[str], *, saved: bool = False
) -> str | None:
    """What to type next: look at the worst page, or apply the rules, which go by these names.

    None where `saved` pages without gold are to be cleaned by several files.
    """
    worst = max(
        (stretch for one in found.entries for stretch in one.destroyed),
        key=lambda one: one.words,
        default=None,
    )
    rules = " ".join(f"--rules {shlex.quote(name)}" for name in names)
    extractor, where = shlex.quote(found.extractor), shlex.quote(corpus)
    if worst is not None:
        text = shlex.quote(" ".join(worst.text.split()[:8]))
        return (
            f"Next: `boilerbench rules why {text} {shlex.quote(worst.page)} {rules} --extractor "
            f"{extractor} --corpus {where}`"
        )
    if saved:
        one = f"boilerbench rules apply {shlex.quote(names[0])} {where} -o cleaned"
        return f"Next: `{one}`" if len(names) == 1 else None
    return f"Next: `boilerbench run {extractor} {rules} --corpus {where}`"
