import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import _create_ngrams, _score_ngrams

from boilerbench.errors import MetricError
from boilerbench.records import Gold
from boilerbench.scoring import METRICS, MineruRouge5, metrics_at_hand, parse_metric
from boilerbench.scoring.chinese import LONGEST, SQUARES, jieba_words
from boilerbench.scoring.metric import failure

PARTS = ["我们", "在", "公园", "里", "散步", "。", "\n", "# ", "the ", "park", " ", "3.14", "鱄"]
TEXT = st.lists(st.sampled_from(PARTS), max_size=16).map("".join)


def plain_values(gold: str, output: str) -> tuple[float, float, float]:
    """`calc_rouge_n_score` of MinerU-HTML: precision, recall and F1 by the package rouge-score."""
    if not gold.strip() and not output.strip():
        return 1.0, 1.0, 1.0
    wanted, found = (_create_ngrams(jieba_words(text), 5) for text in (gold, output))
    score = _score_ngrams(wanted, found)
    return score.precision, score.recall, score.fmeasure


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6))
def test_pages_are_scored_as_mineru_scores_them(pairs: list[tuple[str, str]]) -> None:
    """Each page, and the plain mean over pages."""
    metric = MineruRouge5()
    rows = np.array([metric.page(Gold(text=gold), output) for gold, output in pairs])
    wanted = np.array([plain_values(gold, output) for gold, output in pairs])
    values, summary = metric.values(rows), metric.summary(rows, np.ones((1, len(rows))))
    for column, name in enumerate(("precision", "recall", "f1")):
        np.testing.assert_allclose(values[name], wanted[:, column])
        np.testing.assert_allclose(summary[name][0], wanted[:, column].mean())


@pytest.mark.parametrize(
    ("gold", "output", "row"),
    [
        ("a b c", "a b c", (1, 1, 1, 0)),  # spaces are tokens: five of them all
        ("a b", "a b", (0, 0, 0, 0)),
        (" \n", "", (0, 0, 0, 1)),
        ("a b c", "", (0, 0, 1, 0)),
        ("我们在公园里散步", "我们在公园里散步", (1, 1, 1, 0)),
        ("a b c d", "A b c d", (2, 3, 3, 0)),
    ],
)
def test_known_values(gold: str, output: str, row: tuple[int, int, int, int]) -> None:
    """White space is a token, case counts, and a text of under five tokens has no 5-gram."""
    assert MineruRouge5().page(Gold(text=gold), output) == row


def test_short_texts_that_are_the_same_are_worth_nothing() -> None:
    """Three tokens on both sides are 0, where two blank sides are 1; pooled, they count nothing."""
    metric = MineruRouge5()
    rows = np.array([metric.page(Gold(text=text), text) for text in ("a b", " ", "a b c")])
    assert list(metric.values(rows)["f1"]) == [0.0, 1.0, 1.0]
    assert metric.values(rows.sum(axis=0, keepdims=True))["f1"] == 1.0


def test_golds_markdown_goes_before_its_text() -> None:
    """Its marks are tokens, as the original compares Markdown."""
    gold = Gold(text="a b c", markdown="# a b c")
    assert MineruRouge5().page(gold, "# a b c") == (3, 3, 3, 0)
    assert [MineruRouge5().judges(gold) for gold in (Gold(), Gold(text=""))] == [False, True]


def test_a_failed_page_is_an_empty_output() -> None:
    """As the original has it; it is worth 1 where gold is empty too."""
    assert failure(MineruRouge5(), Gold(text="a b c")) == (0, 0, 1, 0)
    assert failure(MineruRouge5(), Gold(text="")) == (0, 0, 0, 1)


def test_texts_too_large_to_cut_are_not_computed() -> None:
    """Neither a megabyte, nor a run of ideographs on which the segmenter is quadratic."""
    run = "鱄" * (int(SQUARES**0.5) + 1)
    for large in ("a" * (LONGEST + 1), run):
        assert jieba_words(large) is None
        assert MineruRouge5().page(Gold(text="a b c"), large) is None
        assert MineruRouge5().page(Gold(text=large), "a b c") is None


def test_the_signature_names_the_segmenter() -> None:
    """With its version, as another dictionary cuts other words."""
    assert MineruRouge5().tokeniser == f"jieba-{metadata.version('jieba')}"


def test_without_jieba_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for the metric is an error then, before anything runs; the others are at hand."""

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    assert [name for name, _ in metrics_at_hand()] == list(METRICS)
    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(MetricError, match=r"pip install 'boilerbench\[chinese\]'"):
        parse_metric("mineru-rouge5")
    assert [name for name, _ in metrics_at_hand()] == [n for n in METRICS if n != "mineru-rouge5"]


def test_the_segmenter_is_silent_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """No word on stderr, no warning though they are errors, no file for everybody to change."""
    program = (
        "from boilerbench.scoring import MineruRouge5\n"
        "from boilerbench.records import Gold\n"
        "assert MineruRouge5().page(Gold(text='我们在公园里散步'), '我们在公园里散步')[0] == 1"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_words_are_those_of_jieba(tmp_path: Path) -> None:
    """Our own segmenter cuts as the shared one does whose set-up is skipped."""
    text = "小明硕士毕业于中国科学院计算所。后在日本京都大学深造。The end: 3.5% <b>x</b>\r\n"
    words = jieba_words(text)
    import jieba  # after ours has loaded it: its sources raise warnings

    jieba.setLogLevel("CRITICAL")
    jieba.dt.tmp_dir = str(tmp_path)
    assert words == jieba.lcut(text)
