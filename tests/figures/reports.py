"""Small reports, written by hand, to draw figures of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from boilerbench.comparisons import Compared, Comparison, PageChange, Side
from boilerbench.manifests import Machine, Manifest, RunCorpus, Settings, SystemRecord
from boilerbench.report.contents import (
    Breakdown,
    Cell,
    Contents,
    Overlap,
    PageEntry,
    Part,
    Slice,
)
from boilerbench.scores import Group, MetricScores, Row, Speed, Value
from boilerbench.scoring import HEADLINE, LeakCounts
from boilerbench.scoring.metric import Metric

HOSTILE = (
    "<script>alert(1)</script>",
    "]]></svg>&amp;\"'",
    "x\x00\x1b[31m\u202egnp.exe\u202c\ud800",
    "$\\frac{a}{b}$ a_b^2",
    "漢字の名前は長いです" * 4,
    "اسم المستخرج الطويل",
    "n" * 40,
    " ",
)
"""Names that stored outputs and specs may have."""


def value(middle: float, half: float = 0.02) -> Value:
    return Value(middle, middle - half, middle + half)


def row(spec: str, f1: float, cpu_ms: float | None, rank: int, metric: Metric = HEADLINE) -> Row:
    speed = None if cpu_ms is None else Speed(cpu_ms, cpu_ms, cpu_ms, 1.0, 1.0, 50.0)
    values = {"f1": value(f1), "precision": value(f1 / 2 + 0.5), "recall": value(f1 / 2 + 0.4)}
    scores = {repr(metric): MetricScores("s", "s", values, rank)}
    return Row(spec, spec, "1.0", "extractor", rank, None, {"ok": 3}, None, scores, speed)


def _entries(pages: int, systems: int) -> tuple[PageEntry, ...]:
    """Pages of which each next one is worse, for each next system too."""
    return tuple(
        PageEntry(
            id=f"page-{page}",
            url=None,
            words=100,
            facts={},
            cells=tuple(
                Cell("ok", {"f1": max(0.0, 1 - 0.1 * page - 0.05 * at)}) for at in range(systems)
            ),
        )
        for page in range(pages)
    )


def _part(names: Sequence[str], rows: tuple[Row, ...], pages: int) -> Part:
    slices = tuple(
        Slice(Group("type", kind, small=small), 3, tuple(value(0.8) for _ in names))
        for kind, small in (("article", False), ("forum", True))
    )
    alike = tuple(
        tuple(1.0 if a == b else 0.9 - 0.1 * abs(a - b) / len(names) for b in range(len(names)))
        for a in range(len(names))
    )
    counts = {
        name: LeakCounts((at % 4, 4), {"newsletter": (at % 3, 3), "cookie": (0, 2)})
        for at, name in enumerate(names)
    }
    return Part(
        key="all",
        title="all pages",
        pages=tuple(range(pages)),
        rows=rows,
        contests=(),
        leaks=counts,
        breakdowns=(Breakdown("type", slices, 0),),
        overlap=Overlap(tuple(range(len(names))), alike) if len(names) > 1 else None,
        sentences=(),
    )


def report(
    names: Sequence[str] = ("alpha", "beta", "gamma"),
    *,
    times: Mapping[str, float] | None = None,
    pages: int = 5,
    metric: Metric = HEADLINE,
) -> Contents:
    """A report of one part: the first name is the best, and twice as slow as the next."""
    systems = tuple(SystemRecord(spec=name, label=name, version="1.0") for name in names)
    known = {name: 64 / 2**at for at, name in enumerate(names)} if times is None else times
    rows = tuple(
        row(name, max(0.95 - 0.05 * at, 0.1), known.get(name), at + 1, metric)
        for at, name in enumerate(names)
    )
    entries = _entries(pages, len(names))
    manifest = Manifest(
        boilerbench="0.1.0",
        created="2026-01-01T00:00:00Z",
        corpus=RunCorpus("c", "c", "d", tuple(one.id for one in entries)),
        systems=systems,
        settings=Settings(),
        machine=Machine("Linux", "3.11", "cpu", 2),
        policies={},
    )
    return Contents(
        "c", manifest, systems, metric, (metric,), (_part(names, rows, pages),), entries, (), (), ()
    )


def changed(contents: Contents, before: Sequence[float] = (0.2, 0.9)) -> Contents:
    """The same report with an earlier run: the first extractor's first pages were other ones."""
    pages = tuple(
        PageChange(
            contents.pages[at].id,
            "better" if was < 0.5 else "worse",
            was,
            0.5,
            ("ok", "ok"),
        )
        for at, was in enumerate(before)
    )
    rows = tuple(
        Compared(
            label=system.label,
            metric=repr(contents.metric),
            signature="s",
            short_signature="s",
            value="f1",
            better="high",
            before=Side(system.spec, "0.9", 0.55),
            after=Side(system.spec, "1.0", 0.5),
            difference=Value(-0.05, -0.1, 0.0),
            p=0.5,
            adjusted=1.0,
            counts={"better": 1, "worse": 1} if at == 0 else {},
            pages=pages if at == 0 else (),
        )
        for at, system in enumerate(contents.systems)
    )
    comparison = Comparison(first="runs/a", second="runs/b", pages=5, remarks=(), rows=rows)
    return replace(contents, changes=(*contents.changes, comparison))
