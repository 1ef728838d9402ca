"""A stress test's pages made again from the seed: for all that reads runs, byte by byte."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.cli import exit_code
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import select
from boilerbench.errors import RunError
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.replaying import corpus_of
from boilerbench.runs import read_run
from boilerbench.stress.choosing import NAMES
from boilerbench.stress.deriving import derive
from boilerbench.stress.reopening import MutatedHtml, reopened
from boilerbench.stress.variants import base_of, parse_source, source_of, variant

MakeCorpus = Callable[..., Path]

BARE = """def extract(html, url=None):
    return html.partition("<body>")[2]
"""


@pytest.fixture
def tested(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """A stress test of two pages in `st`, and a function that reads it by a verb."""
    monkeypatch.chdir(tmp_path)
    Path("bare.py").write_text(BARE, encoding="utf-8")
    asked = "stress ./bare.py oracle --out st --quiet --mutation names --mutation noise-legal"
    assert exit_code([*asked.split(), "--corpus", str(make_corpus(2))]) == 0
    return lambda *words: str(exit_code([str(word) for word in words]))


def test_every_mutation_is_made_again(tmp_path: Path) -> None:
    """Bytes, gold, ids and parts are those that the test had, as is the digest of all of it."""
    base = select(open_corpus("news"), limit=1)
    made = derive(base, NAMES, tmp_path, seed=3).corpus
    again = reopened(base, [page.id for page in made.pages], 3)
    assert (again.name, again.source, again.synthetic) == (made.name, made.source, made.synthetic)
    assert [replace(p, source=HtmlBytes(b"")) for p in again.pages] == [
        replace(p, source=HtmlBytes(b"")) for p in made.pages
    ]
    assert again.digest() == made.digest() != reopened(base, list(again.page_digests), 4).digest()
    assert {page.set for page in again.pages} == {"served", *NAMES}


def test_what_reads_runs_reads_those_of_stress_tests(
    tested: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Scores by mutation, diffs, comparisons and tables come from the run in the folder."""
    run = read_run(Path("st/run"))
    assert corpus_of(run).digest() == run.manifest.corpus.digest
    capsys.readouterr()
    assert tested("score", "st/run", "--by", "set", "--format", "json") == "0"
    rows = json.loads(capsys.readouterr().out)["rows"]
    groups = {one["group"]["value"] for one in rows if one["group"]}
    assert groups == {"served", "parsed", "names", "noise-legal"}
    assert tested("show", "page0~noise-legal", "--run", "st/run") == "0"
    assert "[legal]" in capsys.readouterr().out
    assert tested("compare", "st/run", "st/run") == "0"
    assert tested("export", "st/run", "--jsonl", "x.jsonl", "--where", "set=names") == "0"
    lines = [json.loads(line) for line in Path("x.jsonl").read_bytes().splitlines()]
    assert {line["page"] for line in lines} == {"page0~names", "page1~names"}
    assert tested("run", "nothing", "--resume", "--out", "st/run", "--quiet") == "0"
    assert len(read_run(Path("st/run")).manifest.systems) == 3


def test_the_pages_under_it_may_move(
    tested: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """--corpus names the pages that were mutated; without them the message asks for it."""
    source = parse_source(read_run(Path("st/run")).manifest.corpus.source)
    assert source is not None
    Path(source[1]).rename("ferry-moved")
    capsys.readouterr()
    assert tested("score", "st/run") == "3"
    assert "say where with --corpus" in capsys.readouterr().err
    Path("moved").mkdir()
    Path("ferry-moved").rename("moved/ferry")
    assert tested("score", "st/run", "--corpus", "moved/ferry") == "0"
    for file in Path("moved/ferry").glob("page1.*"):
        file.unlink()
    capsys.readouterr()
    assert tested("score", "st/run", "--corpus", "moved/ferry") == "3"
    assert "4 of the 8 pages of st/run are no longer in ferry-stress" in capsys.readouterr().err


def test_what_cannot_be_made_any_more_is_missing(make_corpus: MakeCorpus) -> None:
    """A mutation that there is not, noise without a place, and a page whose gold lost it since."""
    base = open_corpus(make_corpus(1))
    bare = Page("bare", HtmlBytes(b"<body>No block at all"), Gold(text="No block at all"))
    whole = replace(base, pages=(*base.pages, bare))
    names = ["bare~noise-legal", "bare~names", "page0~gone", "absent~names"]
    assert [page.id for page in reopened(whole, names, 0).pages] == ["bare~names"]
    with pytest.raises(RunError, match="bare has no place for noise-legal any more"):
        MutatedHtml(bare, "noise-legal", 0).read()


@given(st.text(), st.integers(0, 10**9), st.sampled_from(NAMES))
def test_names_and_sources_are_read_back(text: str, seed: int, mutation: str) -> None:
    """Whatever a page and a corpus are called; no other source is taken for one of these."""
    assert base_of(variant(text, mutation)) == (text, mutation)
    assert parse_source(source_of(seed, text)) == ((seed, text) if text else None)
    assert parse_source(text) is None or text.startswith("stress:")
    assert parse_source(f"x{source_of(seed, text)}") is None
