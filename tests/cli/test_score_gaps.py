"""`boilerbench score` where rows have no number: nothing is printed that is none."""

import json
from collections.abc import Callable
from pathlib import Path

from boilerbench.answers import Answers
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Page
from boilerbench.reporting.explanations import explanation
from boilerbench.scoring import Structure

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


def test_pages_that_nobody_shares_have_no_table(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Two that answered other pages have none in common, and a table of dashes says nothing."""
    for place in range(2):
        file = tmp_path / f"o{place}.json"
        file.write_text(json.dumps({f"page{place}": "The piano"}), encoding="utf-8")
    rows = [f"o{place}=outputs:{tmp_path}/o{place}.json" for place in range(2)]
    out = told("run", *rows, "--corpus", make_corpus(2), "--metrics", "tokens")[1]
    assert "that all compared extractors answered" not in out
    assert "A failed page counts 0 in every value (tokens)." in out


def test_explain_has_words_for_a_value_that_is_none(told: Told, make_corpus: MakeCorpus) -> None:
    """An extractor that says nothing has no share of repeated text, on a page and over all."""
    told("run", "nothing", "--corpus", make_corpus(2), "--metrics", "duplication")
    out = told("score", "--explain", "duplication")[1]
    assert "over 2 pages: repeated no value, the mean of page values" in out
    assert "nan" not in out


def test_explain_leaves_out_what_the_table_leaves_out() -> None:
    """A row without any Markdown has no statistics on its failed pages either."""
    gold = Gold(text="Ferry", markdown="# Ferry")
    pages = tuple(Page(name, HtmlBytes(b"x"), gold) for name in ("good", "bad"))
    said = (
        Extraction(page="good", digest="d", outcome="ok", text="Ferry"),
        Extraction(page="bad", digest="d", outcome="crash"),
    )
    plain = Answers(SystemRecord(spec="plain", label="plain", kind="extractor"), pages, said)
    told = list(explanation(Structure(), pages[1], [plain], "page"))
    assert told[-2:] == ["\nplain on bad:", "  no statistics: no markdown"]


def test_signatures_have_a_line_for_each_form(told: Told, make_corpus: MakeCorpus) -> None:
    """However short the two forms are, each begins a line."""
    out = told("run", "oracle", "--corpus", make_corpus(1), "--metrics", "tokens")[1]
    lines = out.splitlines()
    (place,) = [n for n, line in enumerate(lines) if line.startswith("corpus:")]
    assert " " not in lines[place]
    assert lines[place + 1].startswith("  short: c:")


def test_a_metric_named_twice_is_printed_once(told: Told, make_corpus: MakeCorpus) -> None:
    """Also in two spellings: the same numbers again would only be longer."""
    told("run", "nothing", "--corpus", make_corpus(1), "--metrics", "tokens")
    out = told("score", "--metrics", "shingles:n=2", "--metrics", "shingles(n=2)")[1]
    assert out.count("nothing") == 1
    assert out.count("corpus:") == 1
