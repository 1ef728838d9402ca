"""A stress test in print, from a result made by hand."""

import msgspec

from boilerbench.reporting.stresses import stress_remarks, stress_tables
from boilerbench.scores import ScoredCorpus, Value
from boilerbench.stress.results import Cell, MutationUsed, Stress, Stressed

NONE = Value(None, None, None)


def _cell(name: str, kept: Value, leaked: Value | None = None) -> Cell:
    return Cell(
        mutation=name, pages=1, failed=0, f1=kept.value, kept=kept, difference=NONE,
        lost=Value(0.25, None, None), lost_words=3, leaked=leaked, leaked_at={},
    )  # fmt: skip  # one call


def _row(label: str, *cells: Cell, reason: str | None = None) -> Stressed:
    return Stressed(label, label, None, "extractor", reason, None if reason else 0.5, cells)


def _stress(*rows: Stressed) -> Stress:
    return Stress(
        run="st/run", corpus=ScoredCorpus(name="ferry", digest="", pages=1), metric="m", seed=0,
        unit="pages", units=1, control="parsed", rows=rows,
        mutations=(
            MutationUsed("parsed", "nothing", plants=False, pages=1),
            MutationUsed("names", "hashed", plants=False, pages=1),
            MutationUsed("noise-legal", "planted", plants=True, pages=1),
        ),
    )  # fmt: skip  # one call


ONE = Value(1.0, 0.9, 1.0)
FOUND = _stress(
    _row("frail", _cell("parsed", ONE), _cell("names", Value(0.5, 0.25, 0.75))),
    _row("firm", _cell("names", ONE), _cell("noise-legal", NONE, Value(0.0, None, None))),
    _row("leaky", _cell("noise-legal", ONE, Value(0.3, 0.2, 0.4))),
    _row("silent", _cell("noise-legal", ONE, NONE)),
    _row("gone", reason="no Python admits it"),
)


def test_each_extractor_has_a_table_and_a_missing_one_its_reason() -> None:
    """Numbers with their intervals; a single page has none, and what is unknown is a dash."""
    told = "\n\n".join(stress_tables(FOUND, "table"))
    assert "frail, F1 of pages as served 0.500:" in told
    assert "0.500 [0.250, 0.750]" in told
    assert "3 = 25.0%" in told
    assert "30.0% [20.0, 40.0]" in told
    assert told.endswith("gone: no Python admits it")
    rows = {tuple(line.split()) for line in told.splitlines()}
    assert ("noise-legal", "1", "0", "-", "-", "3", "=", "25.0%", "0.0%") in rows


def test_what_stands_out_is_said() -> None:
    """Which mutation costs whom most, who loses nothing, and which noise leaks most."""
    told = " ".join(" ".join(stress_remarks(FOUND, "st")).split())
    assert "F1 kept least, without noise: frail by names (0.500 [0.250, 0.750])." in told
    assert "No mutation without noise costs firm any F1." in told
    assert "Planted noise that leaked most: leaky noise-legal (30%)." in told
    assert "1 page drawn again" in told
    assert all(len(line) <= 100 for line in stress_remarks(FOUND, "st"))


def test_nothing_that_stands_out_is_not_made_up() -> None:
    """Without a cell there is no sentence on the worst."""
    told = " ".join(stress_remarks(msgspec.structs.replace(FOUND, rows=()), "st"))
    assert "least" not in told
    assert "most" not in told


def test_cleaning_is_told() -> None:
    """Scores of cleaned outputs are called that."""
    told = "Pages and outputs were cleaned by r.toml (3 rules); gold was not."
    assert told in [*stress_remarks(msgspec.structs.replace(FOUND, rules="r.toml (3 rules)"), "st")]
    assert not any("cleaned" in line for line in stress_remarks(FOUND, "st"))
