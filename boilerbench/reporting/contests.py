"""Who leads and what a corpus can show: a sentence, tables of pairs and of metrics' agreement."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from boilerbench.contests import ALPHA
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.scores import Agreement, Contest, MetricScores, Pair, Row, Value
from boilerbench.wording import counted

NAMED: Final = 3
"""So many rows are named in a sentence, the rest are counted."""
PAIRS: Final = ("better", "worse", "difference", "95 % interval", "p", "p (Holm)", "holds", "pages")
AGREEMENT: Final = ("metric", "and", "tau", "95 % interval", "extractors")


def sentence(rows: Sequence[Row], contest: Contest) -> str | None:
    """Who leads by a metric's headline value, and what is noise; None without a pair.

    `rows` are those of the contest's group.
    """
    ranked = [row for row in rows if row.kind == contest.kind and _rank(row, contest)]
    if not contest.pairs or not ranked:
        return None
    sign = 1 if contest.better == "low" else -1
    ordered = sorted(ranked, key=lambda row: sign * (_score(row, contest) or 0.0))
    return f"{_leading(ordered, contest)}. {_noise(contest)}".strip()


def _leading(ordered: Sequence[Row], contest: Contest) -> str:
    """The best row, who ties with it, and who is not told apart from it, whatever their ranks."""
    first, *others = ordered
    best = [row for row in ordered if _score(row, contest) == _score(first, contest)]
    close = [row for row in others if row not in best and not _told_apart(first, row, contest)]
    leads = f"{first.name} leads by {_called(contest)}"
    if len(best) > 1:
        leads = f"{_few([row.name for row in best])} are equal by {_called(contest)}"
    if not close:
        return leads
    are, it = "is" if len(close) == 1 else "are", "it" if len(best) == 1 else best[0].name
    return f"{leads}, but {_few([row.name for row in close])} {are} not told apart from {it}"


def _told_apart(one: Row, other: Row, contest: Contest) -> bool:
    names = {one.extractor, other.extractor}
    return any({p.first, p.second} == names and p.adjusted < ALPHA for p in contest.pairs)


def _noise(contest: Contest) -> str:
    if contest.detectable is None:
        return ""
    pages = min(pair.pages for pair in contest.pairs)
    return (
        f"On these {counted(pages, 'page')} a difference under {contest.detectable:.3f} is noise."
    )


def pairs_table(rows: Sequence[Row], contest: Contest, style: str) -> str:
    """Every pair of rows, the better one first, the surest difference on top."""
    names = {row.extractor: row.name for row in rows}
    ordered = sorted(contest.pairs, key=lambda pair: (pair.p, -abs(pair.difference.value or 0)))
    cells = [_pair_cells(_better_first(pair, contest), names) for pair in ordered]
    align: list[Align] = ["left" if name in PAIRS[:2] else "right" for name in PAIRS]
    return render(PAIRS, cells, style, align)


def _better_first(pair: Pair, contest: Contest) -> Pair:
    value, low, high = pair.difference.value, pair.difference.low, pair.difference.high
    worse = (value or 0) < 0 if contest.better == "high" else (value or 0) > 0
    if not worse or value is None:
        return pair
    turned = Value(-value, None if high is None else -high, None if low is None else -low)
    return msgspec.structs.replace(pair, first=pair.second, second=pair.first, difference=turned)


def _pair_cells(pair: Pair, names: Mapping[str, str]) -> list[Cell]:
    return [
        names[pair.first],
        names[pair.second],
        _signed(pair.difference.value),
        _interval(pair.difference),
        probability(pair.p),
        probability(pair.adjusted),
        f"{pair.holds:.0%}",
        pair.pages,
    ]


def agreement_table(agreement: Sequence[Agreement], style: str) -> str:
    """Kendall's tau of every pair of metrics."""
    cells: list[list[Cell]] = [
        [one.first, one.second, _signed(one.tau.value), _interval(one.tau), one.extractors]
        for one in agreement
    ]
    return render(AGREEMENT, cells, style, ["left", "left", "right", "right", "right"])


def probability(p: float) -> str:
    """A probability to print: three digits, and no zero that it can't be."""
    return "<.001" if p < 0.001 else f"{p:.3f}"


def _interval(value: Value) -> str:
    return f"[{_signed(value.low)}, {_signed(value.high)}]"


def _signed(number: float | None) -> str:
    return "-" if number is None else f"{number:+.3f}"


def _scores(row: Row, contest: Contest) -> MetricScores | None:
    return row.scores.get(contest.metric)


def _rank(row: Row, contest: Contest) -> int | None:
    scores = _scores(row, contest)
    return None if scores is None else scores.rank


def _score(row: Row, contest: Contest) -> float | None:
    scores = _scores(row, contest)
    return None if scores is None else scores.values[contest.value].value


def _called(contest: Contest) -> str:
    """A value as sentences call it: F1, the share of pages with a leak."""
    return "F1" if contest.value == "f1" else f"{contest.value} of {contest.metric}"


def _few(names: Sequence[str]) -> str:
    if len(names) > NAMED:
        names = [*names[:NAMED], counted(len(names) - NAMED, "more row")]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
