"""`boilerbench score`: other metrics, groups and counts of a run."""

import json
from collections.abc import Callable
from pathlib import Path

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


def test_score_breaks_down_and_measures_otherwise(told: Told, make_corpus: MakeCorpus) -> None:
    """`--by`, `--metrics`, `--average` and `--wide` change the tables, not the run."""
    told("run", "lxml-text", "--corpus", make_corpus(3))
    assert (
        "site = site1.example (1 page; few sites: intervals and ranks say little)"
        in told("score", "--by", "site")[1]
    )
    aeb = told("score", "--metrics", "aeb-shingles", "--metrics", "tokens")[1]
    assert "accuracy" in aeb
    assert aeb.index("aeb-shingles") < aeb.index("tokens")
    assert "newsletter.pages" in told("score", "--metrics", "noise", "--wide")[1]
    assert "|avg:worst|" in told("score", "--average", "worst")[1]
    assert told("score", "--pages", "page1")[1].count("2/") == 0


def test_optional_text_counts_as_asked(told: Told, make_corpus: MakeCorpus) -> None:
    """`--count` makes a title wanted or unwanted, and the oracle stays ideal either way."""
    told("run", "lxml-text", "oracle", "--corpus", make_corpus(2), "--metrics", "tokens")
    for standing in ("gold", "noise"):
        out = told("score", "--metrics", "tokens", "--count", f"title={standing}")[1]
        oracle = next(line.split() for line in out.splitlines() if " oracle " in line)
        assert oracle[:4] == ["-", "oracle", "1.000", "±0.000"]
    plain, dropped = (
        json.loads(told("score", "--format", "json", *more)[1])["rows"][0]["scores"]
        for more in ((), ("--count", "title=noise"))
    )
    measure = "shingles(n=4)"
    before, after = (one[measure]["values"]["precision"]["value"] for one in (plain, dropped))
    assert after < before
    assert plain[measure]["signature"] != dropped[measure]["signature"]


def test_a_run_whose_pages_changed_is_not_scored(told: Told, make_corpus: MakeCorpus) -> None:
    """Scores of other pages than were extracted would be lies: exit 3, with the way out."""
    folder = make_corpus(2)
    told("run", "oracle", "--corpus", folder)
    page = folder / "page0.html"
    page.write_bytes(page.read_bytes() + b" ")
    code, _, err = told("score")
    assert code == 3
    assert "run --resume --out boilerbench-runs/ferry-1" in err
    assert told("run", "--resume")[0] == 0
    assert told("score")[0] == 0


def test_pairs_and_agreement_are_printed_when_asked(told: Told, make_corpus: MakeCorpus) -> None:
    """`--pairs` compares every two rows, and metrics side by side are compared too."""
    folder = make_corpus(12)
    names = ["trafilatura:fast", "trafilatura:baseline", "justext"]
    told("run", *names, "oracle", "--corpus", folder, "--metrics", "tokens")
    out = told("score", "--metrics", "tokens", "--metrics", "aeb-shingles", "--pairs")[1]
    assert out.count("Pairs of extractors by f1 of ") == 2
    assert "p (Holm)" in out
    assert "How far metrics rank alike (Kendall's tau):" in out
    assert "p (Holm)" not in told("score", "--metrics", "tokens")[1]


def test_explain_shows_the_arithmetic_of_a_page(told: Told, make_corpus: MakeCorpus) -> None:
    """The definition, the page's own numbers in the formula, and the value over all pages."""
    told("run", "lxml-text", "nothing", "--corpus", make_corpus(3), "--metrics", "tokens")
    out = told("score", "--explain", "tokens", "--pages", "page1")[1]
    assert "Multiset precision, recall and F1 of tokens" in out
    assert "on page1:" in out
    row = next(line for line in out.splitlines() if line.strip().startswith("tp "))
    tp, fp, fn = (int(pair.split()[1]) for pair in row.split(","))
    assert f"precision = tp / (tp + fp) = {tp} / ({tp} + {fp}) = {tp / (tp + fp):.4f}" in out
    assert fn == 0
    assert "over 3 pages: f1 0." in out
    assert "the mean of page values" in out
    assert "cannot judge" not in out
    told_not = told("score", "--explain", "noise", "--pages", "page1")[1]
    assert "newsletter.tokens = newsletter.leaked_tokens / newsletter.planted_tokens" in told_not


def test_failures_are_told_and_common_pages_shown(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Beside the scores stand those on the pages that all answered, and what a failure counts."""
    folder = make_corpus(3)
    rows: dict[str, object] = {"page0": "The piano", "page1": {"outcome": "crash"}, "page2": "x"}
    (tmp_path / "mine.json").write_text(json.dumps(rows), encoding="utf-8")
    told("run", f"mine=outputs:{tmp_path}/mine.json", "lxml-text", "--corpus", folder)
    out = told("score")[1]
    assert "On the 2 pages that all compared extractors answered:" in out
    assert "A failed page counts 0 in every value (shingles(n=4)); is in no value (noise)." in out
    scores = json.loads(told("score", "--format", "json")[1])["rows"][0]["scores"]
    common = scores["shingles(n=4)"]["answered_by_all"]
    assert common["pages"] == 2
    assert "|where:answered-by-all|" in common["signature"]
    assert scores["noise"]["gaps"] == {"failed": 1}


def test_sets_have_a_table_each_unless_pooled(told: Told) -> None:
    """No mean is taken over sets that nobody asked for."""
    told("run", "nothing", "--corpus", "shipped", "--limit", "8")
    assert told("score")[1].count("set = ") > 1
    assert "set = " not in told("score", "--pool")[1]
