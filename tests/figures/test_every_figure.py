"""What each figure draws, by the structure of its picture: points are rows, links are right."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.figures import Figure, changes_figures, figures_of
from boilerbench.figures.breakdowns import breaking
from boilerbench.figures.distributions import KEPT, distributions, swarm
from boilerbench.figures.intervals import intervals
from boilerbench.figures.leaked_noise import leaked_noise
from boilerbench.figures.overlaps import chain, overlaps
from boilerbench.figures.precision_recall import iso_f1, levels, precision_recall
from boilerbench.figures.quality_speed import quality_speed
from boilerbench.figures.scales import Scale, scale_of
from boilerbench.report.contents import Cell, Contents
from boilerbench.scores import Value
from boilerbench.scoring import LeakCounts, NoiseLeaks
from tests.figures.reports import changed, report
from tests.figures.svgs import found, links, texts, told, tree_of

NAMES = ("alpha", "beta", "gamma")


@pytest.fixture(scope="module")
def contents() -> Contents:
    return report(NAMES)


def _of(contents: Contents, key: str) -> Figure:
    return next(one for one in figures_of(contents, contents.parts[0]) if one.key == key)


def test_intervals_have_a_mark_for_every_row(contents: Contents) -> None:
    """Name, mark and numbers of each row, in the order of the leaderboard."""
    figure = intervals(contents, contents.parts[0])
    tree = tree_of(figure)
    assert links(tree).count("#system-1") == 2  # the name and the mark
    assert [text for text in texts(tree) if "[" in text] == [
        "0.950 [0.930, 0.970]",
        "0.900 [0.880, 0.920]",
        "0.850 [0.830, 0.870]",
    ]
    assert "alpha 1.0: 0.950 [0.930, 0.970]" in told(tree)
    assert "alpha 1.0 0.950 [0.930, 0.970], rank 1" in figure.description
    assert figure.table()[1][0] == ("alpha 1.0", "extractor", 1, 0.95, 0.9299999999999999, 0.97)


def test_a_row_without_an_interval_is_a_point(contents: Contents) -> None:
    """A single page has no interval: its value stands alone."""
    (part,) = contents.parts
    name = repr(contents.metric)
    for one in part.rows[:1]:
        one.scores[name].values["f1"] = Value(0.5, None, None)
    figure = intervals(contents, part)
    assert "0.500" in texts(tree_of(figure))
    for one in part.rows[:1]:
        one.scores[name].values["f1"] = Value(0.95, 0.9299999999999999, 0.97)


def test_converters_stand_apart(contents: Contents) -> None:
    """They are ranked among themselves, so a word stands above them."""
    (part,) = contents.parts
    rows = (*part.rows[:2], msgspec.structs.replace(part.rows[2], kind="converter", rank=1))
    figure = intervals(contents, replace(part, rows=rows))
    assert "converters" in texts(tree_of(figure))
    assert figure.description.endswith("Converters are ranked among themselves.")


def test_quality_speed_fills_the_front() -> None:
    """Filled marks on the front, hollow ones off it; the untimed are named in words."""
    times = {"alpha": 10.0, "beta": 5.0, "gamma": 20.0}
    contents = report((*NAMES, "stored"), times=times)
    figure = quality_speed(contents, contents.parts[0])
    assert [one.name for one in figure.front] == ["beta 1.0", "alpha 1.0"]
    assert figure.description == (
        "Nothing here is both faster and better than beta 1.0 (F1 0.900, 5 ms) and alpha 1.0 "
        "(F1 0.950, 10 ms): filled marks on the line. Hollow marks, which some other equals or "
        "beats in both: gamma 1.0 (F1 0.850, 20 ms). Left out, as nothing was timed: stored 1.0."
    )
    tree = tree_of(figure)
    assert sum(text in {f"{name} 1.0" for name in NAMES} for text in texts(tree)) == 3
    assert len(links(tree)) == 6
    hollow = found(tree, "//s:a[@href='#system-2']/*[@fill='none']/@pointer-events")
    assert hollow == ["all"]


def test_quality_speed_needs_times() -> None:
    """Stored outputs have none, and the report says so."""
    contents = report(NAMES, times={})
    assert quality_speed(contents, contents.parts[0]).absent == (
        "No extractor has both a time and a value of F1 here; stored outputs have no times."
    )


def test_precision_recall_has_every_row(contents: Contents) -> None:
    """A point for each row, recall across and precision up, and named curves of equal F1."""
    figure = precision_recall(contents, contents.parts[0])
    tree = tree_of(figure)
    assert {"alpha 1.0", "beta 1.0", "gamma 1.0"} <= set(texts(tree))
    assert any(text.startswith("F1 0.") for text in texts(tree))
    assert figure.table()[1][0] == ("alpha 1.0", 0.975, 0.875)
    assert figure.description.startswith(
        "alpha 1.0 has both the highest precision and the highest recall. "
    )


def test_precision_recall_needs_both() -> None:
    """A metric without them has a sentence instead."""
    contents = replace(report(NAMES), metric=NoiseLeaks())
    assert precision_recall(contents, contents.parts[0]).absent == (
        "noise gives no extractor both a precision and a recall here."
    )


@given(st.floats(0.01, 0.99), st.floats(0, 0.9), st.floats(0.05, 1))
def test_points_of_a_curve_have_its_f1(level: float, low: float, way: float) -> None:
    """2pr / (p + r) is the level at each of them, and none lies outside the axes."""
    across, up = Scale(low, min(1, low + way), ()), Scale(low / 2, 1.0, ())
    for recall, precision in iso_f1(level, across, up):
        assert 2 * precision * recall / (precision + recall) == pytest.approx(level)
        assert across.low - 1e-9 <= recall <= across.high + 1e-9
        assert up.low - 1e-9 <= precision <= up.high + 1e-9


def test_levels_are_round_and_visible() -> None:
    """Every curve that is named has points in the picture."""
    across, up = scale_of((0.7, 0.98), high=1), scale_of((0.5, 0.95), high=1)
    assert levels(across, up) == (0.6, 0.7, 0.8, 0.9)
    assert levels(Scale(0.0, 1.0, ()), Scale(0.0, 1.0, ())) == (0.2, 0.4, 0.6, 0.8)


def test_distributions_have_a_dot_for_every_page(contents: Contents) -> None:
    """Each dot leads to the diff of its page by its extractor and says its value."""
    figure = distributions(contents, contents.parts[0])
    tree = tree_of(figure)
    dots = found(tree, "//s:circle/../@href")
    assert sorted(dots) == sorted(
        f"#diff-{page}-{place}" for page in range(5) for place in range(3)
    )
    assert "0.600 page-4" in told(tree)
    assert len(figure.table()[1]) == 15
    assert [one.worst_tenth for one in figure.rows] == pytest.approx([0.6, 0.55, 0.5])
    assert [one.quartiles[1] for one in figure.rows] == pytest.approx([0.8, 0.75, 0.7])


def test_many_pages_leave_the_worst() -> None:
    """20 extractors on 2,000 pages: bands of all pages, dots of the worst alone, data of all."""
    contents = report([f"e{at}" for at in range(20)], pages=2000)
    figure = distributions(contents, contents.parts[0])
    tree = tree_of(figure)
    assert len(found(tree, "//s:circle/@cx")) == 20 * KEPT
    assert "one of the 20 worst pages of a row" in figure.description
    assert len(figure.table()[1]) == 40_000


def test_an_extractor_that_has_not_run_has_no_row(contents: Contents) -> None:
    """Pages without a cell, and cells without a value, are in no distribution."""
    entries = tuple(replace(one, cells=(None, Cell("ok"), one.cells[2])) for one in contents.pages)
    figure = distributions(replace(contents, pages=entries), contents.parts[0])
    assert [one.name for one in figure.rows] == ["gamma 1.0"]
    none = replace(contents, pages=())
    empty = distributions(none, replace(contents.parts[0], pages=()))
    assert empty.absent == "No page has a value of F1 here."


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300))
def test_dots_stay_in_their_row(values: list[float]) -> None:
    """However many pages have one value, no dot leaves the band of its row."""
    points = list(swarm(values, scale_of(values), -3))
    assert [x for x, _ in points] == values
    assert all(-3.4 <= y <= -2.6 for _, y in points)


def test_a_cell_has_leaked_pages_in_digits(contents: Contents) -> None:
    """n/m for every kind and extractor, the worst kind first, no colour needed."""
    figure = leaked_noise(contents, contents.parts[0])
    tree = tree_of(figure)
    assert figure.columns == ("any kind", "newsletter", "cookie")
    assert texts(tree)[-9:] == ["0/4", "0/3", "0/2", "1/4", "1/3", "0/2", "2/4", "2/3", "0/2"]
    assert "gamma 1.0, newsletter: leaked on 2/3 pages" in told(tree)
    assert found(tree, "//s:text[text()='2/3']/../@pointer-events") == ["none"]
    assert "newsletter on 33% of pages" in figure.description


def test_a_kind_that_was_not_planted_is_a_dash(contents: Contents) -> None:
    """An extractor that failed on all pages of a kind has no count of it."""
    (part,) = contents.parts
    part = replace(part, leaks={**part.leaks, "beta": LeakCounts((0, 1), {"cookie": (0, 1)})})
    assert "-" in texts(tree_of(leaked_noise(contents, part)))


def test_without_labelled_noise_there_is_a_sentence(contents: Contents) -> None:
    """No page with noise, no heatmap."""
    part = replace(contents.parts[0], leaks={"alpha": LeakCounts((0, 0), {})})
    assert leaked_noise(contents, part).absent == (
        "No page that an extractor answered has its noise labelled here."
    )


def test_a_breakdown_has_a_panel_for_every_group(contents: Contents) -> None:
    """Names, groups with their pages, an asterisk where there are few sites, a mark a value."""
    (part,) = contents.parts
    figure = breaking(contents, part, part.breakdowns[0])
    tree = tree_of(figure)
    assert {"article", "3 pages", "forum", "3 pages*"} <= set(texts(tree))
    assert "beta 1.0, forum: 0.800 [0.780, 0.820]" in told(tree)
    assert len(links(tree)) == 3 + 6
    assert "asterisk" in figure.description
    assert len(figure.table()[1]) == 6


def test_a_breakdown_names_what_it_leaves_out(contents: Contents) -> None:
    """Groups that were too many are counted in words, and those without a value too."""
    (part,) = contents.parts
    (known,) = part.breakdowns
    first = replace(known.slices[0], values=(Value(None, None, None), None, Value(0.5, None, None)))
    empty = replace(known.slices[1], values=(None, None, None))
    figure = breaking(contents, part, replace(known, slices=(first, empty), left_out=3))
    assert "3 smaller groups left out" in figure.description
    assert "forum (3 pages) nothing" in figure.description
    assert "gamma 1.0, article: 0.500" in told(tree_of(figure))
    none = breaking(contents, part, replace(known, slices=(empty,)))
    assert none.absent == "No extractor has a value of F1 on pages by type."


def test_agreement_is_a_square_of_numbers(contents: Contents) -> None:
    """Each pair twice, nothing on the diagonal, and the pairs at both ends in words."""
    figure = overlaps(contents, contents.parts[0])
    tree = tree_of(figure)
    assert len(figure.table()[1]) == 3
    assert sum(text.startswith("0.") for text in texts(tree)) == 6
    assert "least alike" in figure.description


def test_agreement_needs_two() -> None:
    """One extractor agrees with nobody."""
    alone = report(("alpha",))
    assert overlaps(alone, alone.parts[0]).absent == (
        "Agreement needs two extractors that answered a page."
    )


def test_neighbours_are_alike() -> None:
    """From the row most like all others, each next one is the one most like the last."""
    table = ((1.0, 0.2, 0.9), (0.2, 1.0, 0.5), (0.9, 0.5, 1.0))
    assert chain(table) == (2, 0, 1)


def test_changes_have_a_dot_for_every_changed_page(contents: Contents) -> None:
    """A panel for each extractor that changed, its dots leading to the diffs of now."""
    (figure,) = changes_figures(changed(contents))
    tree = tree_of(figure)
    assert found(tree, "//s:circle/../@href") == ["#diff-0-0", "#diff-1-0"]
    assert "worse: 0.900 to 0.500 page-1" in told(tree)
    assert {"alpha 1.0", "0.550 to 0.500, 2 pages"} <= set(texts(tree))
    assert "No change: beta 1.0 and gamma 1.0." in figure.description
    assert "(1 better, 1 worse)" in figure.description


def test_runs_that_agree_have_a_sentence(contents: Contents) -> None:
    """Nothing changed: nothing is drawn, and it is said of which run."""
    (figure,) = changes_figures(changed(contents, before=()))
    assert figure.absent == "No page has another output with a value than in runs/a."


def test_every_earlier_run_has_its_own(contents: Contents) -> None:
    """Two earlier runs: two figures with names of their own."""
    keys = [one.key for one in changes_figures(changed(changed(contents)))]
    assert keys == ["changes", "changes-2"]


def test_a_page_that_is_gone_leads_to_its_extractor(contents: Contents) -> None:
    """A changed page that the report does not show still leads somewhere."""
    (figure,) = changes_figures(replace(changed(contents), pages=contents.pages[1:]))
    assert found(tree_of(figure), "//s:circle/../@href") == ["#system-0", "#diff-0-0"]


def test_nothing_scored_is_nothing_drawn(contents: Contents) -> None:
    """A part whose rows have no value: every figure says so in a sentence."""
    part = replace(contents.parts[0], rows=(), pages=(), leaks={}, overlap=None, breakdowns=())
    for figure in figures_of(contents, part):
        assert figure.absent is not None
        assert figure.absent.endswith(".")
