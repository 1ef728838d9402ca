"""What a stress test says of outputs that are known word by word."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.running import run
from boilerbench.stress.choosing import chosen
from boilerbench.stress.deriving import Derived, derive
from boilerbench.stress.results import Cell, Stress
from boilerbench.stress.scoring import stressed

MakeCorpus = Callable[..., Path]
NAMES = ["names", "divs", "noise-share"]


@pytest.fixture
def derived(make_corpus: MakeCorpus, tmp_path: Path) -> Derived:
    """Two pages as served, parsed, with hashed names, as divs, and with noise."""
    folder = tmp_path / "pages"
    folder.mkdir()
    return derive(open_corpus(make_corpus(2)), chosen(NAMES), folder)


def _stressed(derived: Derived, outputs: dict[str, object], folder: Path) -> Stress:
    rows = [
        {"page": page, "outcome": "ok", "text": one} if isinstance(one, str) else
        {"page": page, "outcome": "error", "reason": "boom"}
        for page, one in outputs.items()
    ]  # fmt: skip  # two kinds of rows
    file = folder / "outputs.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    made = run([f"outputs:{file}"], derived.corpus, out=folder / "run")
    return stressed(made, derived)


def _cells(found: Stress) -> dict[str, Cell]:
    return {cell.mutation: cell for cell in found.rows[0].cells}


def _gold(derived: Derived) -> dict[str, object]:
    return {page.id: page.gold.text for page in derived.corpus.pages}


def test_gold_everywhere_keeps_everything(derived: Derived, tmp_path: Path) -> None:
    """F1 is kept whole, no gold is lost, no noise leaks; intervals have no width."""
    cells = _cells(_stressed(derived, _gold(derived), tmp_path))
    assert list(cells) == ["parsed", *NAMES]
    for cell in cells.values():
        assert (cell.pages, cell.failed, cell.f1, cell.lost_words) == (2, 0, 1.0, 0)
        assert (cell.kept.value, cell.kept.low, cell.kept.high) == (1.0, 1.0, 1.0)
    leaked = cells["noise-share"].leaked
    assert leaked is not None
    assert leaked.value == 0.0
    assert cells["names"].leaked is None


def test_lost_gold_and_failures_are_counted_against_the_control(
    derived: Derived, tmp_path: Path
) -> None:
    """A page that fails loses all its gold and scores 0; an empty one as well, as an answer."""
    outputs = _gold(derived)
    outputs |= {"page0~names": None, "page1~names": "", "page0~divs": ""}
    cells = _cells(_stressed(derived, outputs, tmp_path))
    assert (cells["names"].failed, cells["names"].f1, cells["names"].kept.value) == (1, 0.0, 0.0)
    assert cells["names"].lost.value == 1.0
    assert cells["divs"].kept.value == 0.5
    assert (cells["divs"].lost.value, cells["divs"].difference.value) == (0.5, -0.5)
    assert cells["divs"].lost_words * 2 == cells["names"].lost_words > 0


def test_what_parsing_costs_is_told_apart(derived: Derived, tmp_path: Path) -> None:
    """The control is held against pages as served, and the others against the control."""
    outputs = _gold(derived)
    outputs |= {f"page{n}~{name}": "" for n in (0, 1) for name in ("parsed", "names")}
    cells = _cells(_stressed(derived, outputs, tmp_path))
    assert cells["parsed"].lost.value == 1.0
    assert cells["names"].lost.value == 0.0
    assert cells["names"].kept.value is None  # nothing of nothing
    assert cells["divs"].lost.value == -1.0


def test_leaked_words_are_counted_by_place(derived: Derived, tmp_path: Path) -> None:
    """Of planted words those in the output, in any case; failed pages are in no share."""
    outputs = _gold(derived)
    words = derived.words["page0~noise-share"]
    outputs["page0~noise-share"] = " ".join(words["between"]).upper()
    outputs["page1~noise-share"] = None
    cell = _cells(_stressed(derived, outputs, tmp_path))["noise-share"]
    planted = {where: len(new) for where, new in words.items()}
    assert cell.leaked is not None
    assert cell.leaked.value == planted["between"] / sum(planted.values())
    assert {where: one.value for where, one in cell.leaked_at.items()} == {
        "before": 0.0,
        "between": 1.0,
        "after": 0.0,
    }


def test_what_could_not_run_is_a_row_with_the_reason(derived: Derived, tmp_path: Path) -> None:
    """It has no cells and no F1."""
    broken = tmp_path / "broken.py"
    broken.write_text("import absentee\n\ndef extract(html, url=None):\n    return html\n")
    made = run([str(broken)], derived.corpus, out=tmp_path / "run")
    (row,) = stressed(made, derived).rows
    assert row.reason
    assert (row.served, row.cells) == (None, ())
