"""trafilatura's published evaluation, made again by our adapter, reader and metric."""

from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.leaderboard import score
from boilerbench.running import run
from boilerbench.scoring import TrafilaturaSnippets

PUBLISHED = {"precision": 0.906, "recall": 0.943, "accuracy": 0.923, "f1": 0.924}
"""docs/evaluation.rst of trafilatura, 2026-08-04: release 2.2.0, standard, 990 documents."""


@pytest.mark.environments
@pytest.mark.usefixtures("built")
def test_the_published_scores_come_out(real_corpora: Path, tmp_path: Path) -> None:
    """Precision, recall, accuracy and F1 on all 990 documents, within 0.001."""
    corpus = open_corpus(f"trafilatura:{real_corpora / 'trafilatura-eval'}")
    made = run(["trafilatura:evaluation@2.2.0"], corpus, out=tmp_path / "run", jobs=2)
    (row,) = score(made, corpus, [TrafilaturaSnippets()]).rows
    found = row.scores["trafilatura-snippets"].values
    assert row.statuses == {"ok": 990}
    for name, value in PUBLISHED.items():
        assert found[name].value == pytest.approx(value, abs=0.001)
