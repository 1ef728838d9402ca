"""Who leads and what a corpus can show: a sentence, tables of pairs and of metrics' agreement."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from boilerbench.contests import ALPHA
from boilerbench.reporting.tables import Align, Cell, fitted, render
from boilerbench.scores import Agreement, Contest, MetricScores, Pair, Row, Value
from boilerbench.statistics.rounding import ROUNDING
from boilerbench.wording import counted

NAME_WIDTH: Final = 17
"""No name of a pair is cut shorter."""
NAMED: Final = 3
"""So many rows are named in a sentence, the rest are counted."""
PAIRS: Final = ("better", "worse", "difference", "95 % interval", "p", "p (Holm)", "holds", "pages")
UNKNOWN: Final = "-"
AGREEMENT: Final = ("metric", "and", "tau", "95 % interval", "extractors")


def sentence(rows: Sequence[Row], contest: Contest) -> str | None:
    """Who leads by a metric's headline value, and what is noise; None without a pair.

    `rows` are those of the contest's group.
    """
    ranked = [row for row in rows if row.kind == contest.kind and _rank(row, contest)]
    if not contest.pairs or not ranked:
        return None
    sign = 1 if contest.better == "low" else -1
    ordered = sorted(ranked, key=lambda row: (sign * (_score(row, contest) or 0.0), row.extractor))
    best = _score(ordered[0], contest) or 0.0
    equal = [
        row
        for row in ordered
        if math.isclose(_score(row, contest) or 0.0, best, rel_tol=0, abs_tol=ROUNDING)
    ]
    if len(equal) == len(ordered) > 1:
        return f"{_few([row.name for row in equal])} are equal by {_called(contest)}."
    close = _close(equal, ordered, contest)
    return f"{_leads(equal, close, contest)}. {_noise(contest)}".strip()


def _leads(first: Sequence[Row], close: Sequence[Row], contest: Contest) -> str:
    names, value = _few([row.name for row in first]), _called(contest)
    alone = len(first) == 1
    leads = f"{names} leads by {value}" if alone else f"{names} are equal and lead by {value}"
    if not close:
        return leads
    are, them = "is" if len(close) == 1 else "are", "it" if alone else "them"
    return f"{leads}, but {_few([row.name for row in close])} {are} not told apart from {them}"


def _close(first: Sequence[Row], rows: Sequence[Row], contest: Contest) -> list[Row]:
    """The rows that some of the first is not told apart from.

    A row of wide scatter may be one of them and rank behind others that are not.
    """
    told = {frozenset((one.first, one.second)) for one in contest.pairs if _sure(one)}
    leading = {row.extractor for row in first}
    return [
        row
        for row in rows
        if row.extractor not in leading
        and any(frozenset((one, row.extractor)) not in told for one in leading)
    ]


def _sure(pair: Pair) -> bool:
    return pair.adjusted is not None and pair.adjusted < ALPHA


def _noise(contest: Contest) -> str:
    """The smallest difference that shows; nothing where that is 0 in three digits."""
    shown = f"{contest.detectable or 0.0:.3f}"
    if not float(shown):
        return ""
    pages = min(pair.pages for pair in contest.pairs if pair.pages)
    return f"On these {counted(pages, 'page')} a difference under {shown} can pass for noise."


def pairs_table(rows: Sequence[Row], contest: Contest, style: str, *, wide: bool = False) -> str:
    """Every pair of rows, the better one first, the surest difference on top.

    In the terminal names are cut to its width unless wide.
    """
    cells = pair_cells(rows, contest)
    if style == "table" and not wide:
        for column in (0, 1):
            cells = fitted(PAIRS, cells, column=column, least=NAME_WIDTH)
    align: list[Align] = ["left" if name in PAIRS[:2] else "right" for name in PAIRS]
    return render(PAIRS, cells, style, align)


def pair_cells(rows: Sequence[Row], contest: Contest) -> list[list[str]]:
    """The cells of the table of pairs, under the headers `PAIRS`."""
    names = {row.extractor: row.name for row in rows}
    ordered = sorted(contest.pairs, key=_surest)
    return [_pair_cells(_better_first(pair, contest), names) for pair in ordered]


def _surest(pair: Pair) -> tuple[bool, float, float]:
    """What pairs are ordered by: those that nothing is known of come last."""
    return pair.p is None, pair.p or 0.0, -abs(pair.difference.value or 0)


def _better_first(pair: Pair, contest: Contest) -> Pair:
    value, low, high = pair.difference.value, pair.difference.low, pair.difference.high
    worse = (value or 0) < 0 if contest.better == "high" else (value or 0) > 0
    if not worse or value is None:
        return pair
    turned = Value(-value, None if high is None else -high, None if low is None else -low)
    return msgspec.structs.replace(pair, first=pair.second, second=pair.first, difference=turned)


def _pair_cells(pair: Pair, names: Mapping[str, str]) -> list[str]:
    return [
        names[pair.first],
        names[pair.second],
        _signed(pair.difference.value),
        _interval(pair.difference),
        probability(pair.p),
        probability(pair.adjusted),
        "-" if pair.holds is None else f"{pair.holds:.0%}",
        str(pair.pages),
    ]


def agreement_table(agreement: Sequence[Agreement], style: str) -> str:
    """Kendall's tau of every pair of metrics."""
    cells: list[list[Cell]] = [
        [one.first, one.second, _signed(one.tau.value), _interval(one.tau), one.extractors]
        for one in agreement
    ]
    return render(AGREEMENT, cells, style, ["left", "left", "right", "right", "right"])


def probability(p: float | None) -> str:
    """A probability to print: three digits, and no zero that it can't be; `-` for none."""
    if p is None:
        return "-"
    return "<.001" if p < 0.001 else f"{p:.3f}"


def _interval(value: Value) -> str:
    if value.low is None or value.high is None:
        return UNKNOWN
    return f"[{_signed(value.low)}, {_signed(value.high)}]"


def _signed(number: float | None) -> str:
    return UNKNOWN if number is None else f"{number:+.3f}"


def _scores(row: Row, contest: Contest) -> MetricScores | None:
    return row.scores.get(contest.metric)


def _rank(row: Row, contest: Contest) -> int | None:
    scores = _scores(row, contest)
    return None if scores is None else scores.rank


def _score(row: Row, contest: Contest) -> float | None:
    scores = _scores(row, contest)
    return None if scores is None else scores.values[contest.value].value


def _called(contest: Contest) -> str:
    """A value as sentences call it: `F1`, `exact`, `pages of noise`."""
    if contest.value == contest.metric:
        return contest.metric
    return "F1" if contest.value == "f1" else f"{contest.value} of {contest.metric}"


def _few(names: Sequence[str]) -> str:
    if len(names) > NAMED:
        names = [*names[:NAMED], counted(len(names) - NAMED, "more row")]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
