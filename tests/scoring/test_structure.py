"""The metric of headings, lists, code, links and tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Structure, structure, teds
from boilerbench.scoring.metric import failure

METRIC = Structure()
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
GOLD = f"# One\n\n## Two\n\n- x\n- y\n\n```\ncode\n```\n\n[go](/to)\n\n{TABLE}"

BLOCKS = st.sampled_from(
    ["# One", "## One", "## Two", "- x\n- y", "1. x", "```\ncode\n```", "    code", "[go](/to)",
     "[go](/else)", "text", TABLE, TABLE.replace("1", "3"), TABLE.replace("| 1 | 2 |", "")]
)  # fmt: skip  # a table of blocks
DOCUMENTS = st.lists(BLOCKS, max_size=6).map("\n\n".join)


def scored(gold: str | Gold, output: str) -> dict[str, float]:
    row = METRIC.page(gold if isinstance(gold, Gold) else Gold(markdown=gold), output)
    assert row is not None
    found = METRIC.summary(np.array([row]), np.ones((1, 1)))
    return {name: float(value[0]) for name, value in found.items()}


def test_gold_is_ideal_and_nothing_is_zero() -> None:
    """All kinds at once; and what a failed page counts as."""
    assert set(scored(GOLD, GOLD).values()) == {1.0}
    assert set(scored(GOLD, "").values()) == {0.0}
    assert failure(METRIC, Gold(markdown=GOLD)) == METRIC.page(Gold(markdown=GOLD), "")


def test_right_words_in_another_form_are_half_right() -> None:
    """A level, a number, a depth, an indentation, a target."""
    assert scored("# One\n\n## Two\n", "# One\n\n# Two\n")["headings"] == 0.75
    assert scored("- x\n- y\n", "1. x\n2. y\n")["lists"] == 0.5
    assert scored("- x\n  - y\n", "- x\n- y\n")["lists"] == 0.75
    assert scored("```\na\n  b\n```\n", "```\na\nb\n```\n")["code"] == 0.75
    assert scored("[go](/to)\n", "[go](https://example.com/to/)\n")["links"] == 1
    assert scored("[go](/to)\n", "[go](/else)\n")["links"] == 0.5


def test_items_are_a_multiset() -> None:
    """Two of three headings of gold, one twice: 2 right, F1 = 2 * 2 / (3 + 3)."""
    found = scored("# A\n\n# B\n\n# C\n", "# C\n\n# A\n\n# A\n")
    assert found["headings"] == pytest.approx(4 / 6)
    assert found["structure"] == found["headings"]
    assert all(np.isnan(found[kind]) for kind in ("lists", "code", "links", "tables", "teds"))


def test_tables_count_as_far_as_they_are_alike() -> None:
    """One of two gold tables, with a cell changed: right by its TEDS, the other is missing."""
    gold = f"{TABLE}\ntext\n\n{TABLE.replace('a', 'c')}"
    found = scored(gold, TABLE.replace("2", "3"))
    alike = 1 - 1 / 8
    assert found["teds"] == pytest.approx(alike / 2)
    assert found["tables"] == pytest.approx(2 * alike / 3)


def test_a_kind_that_gold_lacks_weighs_what_it_takes_of_the_output() -> None:
    """A quarter of the items is invented, so the mean is over 1 1/4 kinds; all of them, over 2."""
    gold = "# A\n\n# B\n\n# C\n"
    found = scored(gold, f"{gold}\n- x\n")
    assert found["headings"] == 1
    assert found["lists"] == 0
    assert found["structure"] == pytest.approx(1 / 1.25)
    invented = scored(gold, f"- x\n\n{TABLE}")
    assert invented["structure"] == invented["tables"] == 0
    assert np.isnan(invented["teds"])


def test_links_are_judged_where_gold_has_any() -> None:
    """Gold that leaves all links out says nothing of them."""
    found = scored("# A\n", "# [A](/a)\n\n[go](/to)\n")
    assert found["structure"] == 1
    assert np.isnan(found["links"])
    assert scored("# A\n\n[go](/to)\n", "# A\n\n[go](/to) [on](/on)\n")["links"] == 2 / 3


def test_the_mean_is_over_kinds() -> None:
    """However many items each has: all headings, one list item of two, no code."""
    found = scored("# A\n\n# B\n\n- x\n- y\n\n```\ncode\n```\n", "# A\n\n# B\n\n- x\n")
    assert found["structure"] == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_optional_text_is_no_item_too_many() -> None:
    """The title and lines of optional text cost nothing once; twice, or as gold, they count."""
    optional = (OptionalText("byline", "Ada Winter\nCity desk"),)
    gold = Gold(markdown="## Two\n\n[go](/to)\n", title="The Title", optional=optional)
    kept = "# The title\n\n## Two\n\n[go](/to) by [Ada Winter](/ada)\n"
    assert scored(gold, kept)["structure"] == 1
    assert scored(gold, f"# The title\n\n{kept}")["headings"] == pytest.approx(2 / 3)
    wanted = Gold(markdown="# The Title\n", title="The Title")
    assert scored(wanted, "")["headings"] == 0


@pytest.mark.parametrize(
    ("markdown", "judged"),
    [(None, False), ("", False), ("plain *text*", False), ("- x", True), (TABLE, True)],
)
def test_pages_with_an_item_are_judged(markdown: str | None, judged: bool) -> None:
    """Gold without Markdown, or without structure in it, says nothing of structure."""
    assert METRIC.judges(Gold(text="plain text", markdown=markdown)) is judged


def test_what_is_too_large_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a length, or a size of tables; the same tables need no comparison."""
    gold = Gold(markdown=GOLD)
    monkeypatch.setattr(teds, "MOST_NODES", 10)
    assert METRIC.page(gold, GOLD) is not None
    assert METRIC.page(gold, TABLE.replace("1", "3")) is None
    monkeypatch.setattr(structure, "LONGEST", 10)
    assert METRIC.page(gold, GOLD) is None


@given(DOCUMENTS, DOCUMENTS)
def test_values_are_shares(gold: str, output: str) -> None:
    """Every value is in [0, 1], or nan where neither side has the kind; of itself it is 1."""
    found = scored(gold, output)
    assert all(np.isnan(value) or 0 <= value <= 1 for value in found.values())
    assert np.isnan(found["links"]) == ("[go]" not in gold)
    if METRIC.judges(Gold(markdown=gold)):
        assert not np.isnan(found["structure"])
        assert {value for value in scored(gold, gold).values() if not np.isnan(value)} == {1.0}


@given(DOCUMENTS, DOCUMENTS)
def test_rows_add_up(first: str, second: str) -> None:
    """Pooled values are those of the summed rows."""
    rows = np.array([METRIC.page(Gold(markdown=GOLD), output) for output in (first, second)])
    pooled = METRIC.values(rows.sum(axis=0, keepdims=True))
    named = dict(zip(METRIC.columns, rows.sum(axis=0), strict=True))
    right, output, gold = (named[f"headings_{name}"] for name in ("right", "output", "gold"))
    assert pooled["headings"][0] == pytest.approx(2 * right / (output + gold))
    assert pooled["structure"][0] == pytest.approx(named["scores"] / named["kinds"])
