"""`boilerbench score`: other metrics, groups and counts of a run."""

import json
from collections.abc import Callable
from pathlib import Path

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


def test_score_breaks_down_and_measures_otherwise(told: Told, make_corpus: MakeCorpus) -> None:
    """`--by`, `--metrics`, `--average` and `--wide` change the tables, not the run."""
    told("run", "lxml-text", "--corpus", make_corpus(3))
    assert "site = site1.example (1 page)" in told("score", "--by", "site")[1]
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
        oracle = next(line for line in out.splitlines() if line.startswith("oracle"))
        assert oracle.split()[1:3] == ["1.000", "±0.000"]
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
