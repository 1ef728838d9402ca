"""The matrices of a stress test: what is drawn is what it found."""

import msgspec
import pytest

from boilerbench.figures.kept_scores import HEADERS, kept_scores
from boilerbench.figures.planted_noise import Markup, planted_noise
from boilerbench.figures.stress_rows import per_cent, stress_rows, surely_less
from boilerbench.scores import Value
from boilerbench.stress.results import Cell, Stress
from tests.figures.reports import value
from tests.figures.stresses import KEPT, LEAKED, cell, stress, stressed
from tests.figures.svgs import found, texts, told, tree_of

NOTHING = Value(None, None, None)


@pytest.fixture(scope="module")
def two() -> Stress:
    """Beta was served better, alpha comes first in the file; a third could not run."""
    broken = stressed("broken", reason="no such package", served=None, cells=())
    return stress([stressed("alpha", 0.7), broken, stressed("beta", 0.9)])


def _cells(result: Stress, spec: str) -> dict[str, Cell]:
    (row,) = (one for one in result.rows if one.extractor == spec)
    return {one.mutation: one for one in row.cells}


def test_rows_are_the_best_first_and_of_their_kind() -> None:
    """By F1 as served; converters below extractors, the scale last, the unknown at the end."""
    rows = [
        stressed("scale", 1.0, kind="scale"),
        stressed("all", 0.95, kind="converter"),
        stressed("none", served=None),
        stressed("low", 0.1),
        stressed("high", 0.2, version=None),
    ]
    ordered = stress_rows(stress(rows))
    assert [one.name for one in ordered] == ["high", "low 1.0", "none 1.0", "all 1.0", "scale 1.0"]
    assert [one.place for one in ordered] == [0, 1, 2, 3, 4]


def test_the_table_of_f1_kept_is_what_the_test_found(two: Stress) -> None:
    """Every number of every mutation without noise, in full, for all that ran."""
    headers, rows = kept_scores(two).table()
    assert headers == HEADERS
    assert [row[:2] for row in rows] == [(f"{n} 1.0", m) for n in ("beta", "alpha") for m in KEPT]
    for row in rows:
        one = _cells(two, str(row[0]).split()[0])[str(row[1])]
        assert tuple(row[2:]) == (
            *(one.kept.value, one.kept.low, one.kept.high, one.f1),
            *(one.lost.value, one.lost_words, one.pages, one.failed),
        )


@pytest.mark.parametrize(("markup", "ending"), [("sites", ""), ("divs", "-div")])
def test_the_table_of_leaks_is_what_the_test_found(
    two: Stress, markup: Markup, ending: str
) -> None:
    """The share of each kind with its interval, at each place, of one markup alone."""
    _, rows = planted_noise(two, markup).table()
    assert [row[:2] for row in rows] == [
        (f"{name} 1.0", kind) for name in ("beta", "alpha") for kind in ("legal", "other")
    ]
    for row in rows:
        assert row[2] == f"noise-{row[1]}{ending}"
        one = _cells(two, str(row[0]).split()[0])[str(row[2])]
        assert one.leaked is not None
        at = [one.leaked_at[where].value for where in ("before", "between", "after")]
        assert tuple(row[3:]) == (
            *(one.leaked.value, one.leaked.low, one.leaked.high),
            *(*at, one.pages, one.failed),
        )


def test_cells_say_what_is_kept_and_what_is_sure(two: Stress) -> None:
    """Per cent with a digit; a star where the interval ends below 100, which the note explains."""
    drawn = texts(tree_of(kept_scores(two)))
    assert [one for one in drawn if one[0].isdigit()][:4] == ["100.0", "90.0*", "99.0", "105.0"]
    assert "per cent of F1 kept; * the 95 % interval ends below 100" in drawn
    said = told(tree_of(kept_scores(two)))
    (line,) = (one for one in said if one.startswith("beta 1.0, names: "))
    assert line.partition(": ")[2] == (
        "F1 kept 90.0 [88.0, 92.0] %, gold lost 5.0 [3.0, 7.0] %, pages 5, failed 0"
    )


def test_the_more_is_lost_the_deeper_the_colour() -> None:
    """From nothing on a gain to the deepest at a quarter, the same in every report."""
    shares = {"parsed": 1.2, "names": 0.9, "divs": 0.75, "wrappers": 0.1}
    row = stressed("a", cells=tuple(cell(name, value(share)) for name, share in shares.items()))
    tree = tree_of(kept_scores(stress([row], mutations=tuple(shares))))
    depths = [float(one) for one in found(tree, "//@fill-opacity")]
    assert depths == pytest.approx([0.22, 0.55, 0.55])  # a gain is not filled at all


def test_words_say_who_loses_most_and_who_nothing(two: Stress) -> None:
    """The control is not blamed; whoever loses nothing is named as such."""
    firm = stressed("firm", cells=(cell("parsed", value(0.5)), cell("names", value(1.0))))
    words = kept_scores(stress([*two.rows, firm])).description
    assert "alpha 1.0 90.0* by names" in words
    assert "firm 1.0 loses nothing" in words
    words = planted_noise(two, "sites").description
    assert "most leaked: other (50%), legal (25%)" in words
    assert "beta 1.0 38%; alpha 1.0 38%." in words


def test_what_is_not_known_is_a_dash() -> None:
    """A mutation that was not tried, or on no page that can be compared."""
    cells = (cell("parsed", NOTHING), cell("noise-legal", NOTHING, NOTHING))
    some = stress([stressed("a", cells=cells), stressed("b")])
    drawn = tree_of(kept_scores(some))
    assert texts(drawn).count("-") == len(KEPT)
    assert "a 1.0, names: no page to compare" in told(drawn)
    drawn = tree_of(planted_noise(some, "sites"))
    assert "a 1.0, legal in the markup of sites: no page to count on" in told(drawn)
    _, rows = planted_noise(some, "divs").table()
    assert {row[0] for row in rows} == {"b 1.0"}


def test_both_markups_line_up() -> None:
    """A kind that was planted in one markup only has its column in both."""
    names = ("parsed", "noise-legal", "noise-other-div")
    some = stress([stressed("a")], mutations=names)
    assert planted_noise(some, "sites").kinds == planted_noise(some, "divs").kinds
    row = stressed("a", cells=tuple(one for one in stressed("a").cells if one.mutation in names))
    _, rows = planted_noise(stress([row], mutations=names), "divs").table()
    assert [entry[1] for entry in rows] == ["other"]


def test_what_there_is_nothing_of_is_a_sentence(two: Stress) -> None:
    """No noise planted, nobody who ran."""
    kept_alone = msgspec.structs.replace(two, mutations=two.mutations[: len(KEPT)])
    assert planted_noise(kept_alone, "sites").absent == (
        "The stress test planted no noise in the markup of sites."
    )
    assert kept_scores(kept_alone).absent is None
    assert "No extractor" in (kept_scores(stress()).absent or "")
    assert planted_noise(stress(), "divs").absent


def test_a_loss_is_sure_beyond_the_last_bits() -> None:
    """An interval that ends at 1 but for rounding, or none at all, is no sure loss."""
    assert surely_less(Value(0.9, 0.8, 0.99))
    assert not surely_less(Value(0.99999999, 0.99999, 0.99999999))
    assert not surely_less(Value(0.5, None, None))


def test_shares_in_print() -> None:
    """With their interval, without one, and not at all."""
    assert per_cent(Value(0.5, 0.25, 1.0)) == "50.0 [25.0, 100.0]"
    assert per_cent(Value(0.5, None, None)) == "50.0"
    assert per_cent(NOTHING) == per_cent(None) == "-"


def test_every_planting_has_a_column() -> None:
    """As many columns as kinds, whatever is written into the result."""
    assert len(planted_noise(stress([stressed("a")]), "sites").kinds) * 2 == len(LEAKED)
