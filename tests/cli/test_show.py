"""`boilerbench show`: one page, gold against output."""

from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec

from boilerbench.sidebyside import PageDiffs, json_schema

Told = Callable[..., tuple[int, str, str]]
MakeCorpus = Callable[..., Path]


def test_show_marks_what_an_extractor_did(told: Told, make_corpus: MakeCorpus) -> None:
    """A page's diff has missing text with -, leaks with + and their kind."""
    told("run", "lxml-text", "nothing", "--corpus", make_corpus(2))
    code, out, _ = told("show", "page1")
    assert code == 0
    assert "== lxml-text" in out
    assert "nothing" not in out.split("== ", 1)[1]
    assert "+ [newsletter] Sign up for our morning letter   at body > div.newsletter > p" in out
    shown = told("show", "page1", "--extractor", "nothing")[1]
    assert "- The ferry left the harbour" in shown
    worst = told("show")[1]
    assert worst.splitlines()[0].split()[:3] == ["page", "extractor", "F1"]
    assert "boilerbench show page0 --extractor lxml-text" in worst


def test_show_tells_how_a_page_failed(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A failure is shown as outcome and reason, in show and under the table."""
    adapter = tmp_path / "bad.py"
    adapter.write_text(
        "def extract(html, url=None):\n    raise ValueError('no, thanks')\n", "utf-8"
    )
    code, out, _ = told("run", adapter, "--corpus", make_corpus(1))
    assert code == 0
    assert "bad.py failed on 1 page: page0 (error: ValueError: no, thanks)" in out
    assert "error: ValueError: no, thanks" in told("show", "page0")[1]
    assert "failed: error" in told("show")[1]


def test_a_page_that_show_does_not_have(told: Told, make_corpus: MakeCorpus) -> None:
    """An unknown row or page of a run is told with what there is."""
    told("run", "oracle", "--corpus", make_corpus(1))
    assert told("show", "page0", "--extractor", "justext")[0] == 2
    assert told("show", "nope")[0] == 3


def test_show_prints_diffs_for_programs(told: Told, make_corpus: MakeCorpus) -> None:
    """With a page, json has every diff, with a schema number; no other format has a page's diff."""
    told("run", "lxml-text", "nothing", "--corpus", make_corpus(1))
    code, out, _ = told("show", "page0", "--format", "json")
    assert code == 0
    found = msgspec.json.decode(out, type=PageDiffs)
    assert (found.schema, found.page) == (1, "page0")
    (one,) = found.extractors
    assert one.f1 is not None
    assert one.diff.leaked["newsletter"] == 6
    jsonschema.validate(msgspec.json.decode(out), json_schema())
    assert told("show", "page0", "--format", "latex")[0] == 2


def test_show_of_a_page_with_snippets(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """The fates of its snippets stand above the output."""
    corpus = make_corpus(1)
    gold = 'url = "https://a.example/"\ncontains = ["forty people"]\nlacks = ["morning letter"]\n'
    (corpus / "page0.toml").write_text(gold)
    told("run", "lxml-text", "nothing", "--corpus", corpus)
    out = told("show", "page0", "--extractor", "lxml-text", "--extractor", "nothing")[1]
    assert "found:   forty people" in out
    assert "leaked:  morning letter" in out
    assert "  The ferry left the harbour" in out
    assert "missing: forty people" in out
    assert "absent:  morning letter" in out


def test_show_says_what_it_left_out(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """An output of more words than are shown ends with a sentence."""
    outputs = tmp_path / "outputs.json"
    outputs.write_text(msgspec.json.encode({"page0": "what is this " * 9_000}).decode())
    told("run", f"outputs:{outputs}", "--corpus", make_corpus(1))
    assert "Left out, to show no more than 20,000 words a side" in told("show", "page0")[1]


def test_pages_without_a_gold_text_say_which_way(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Without any there is no worst; one that has no main text is not one that nobody labelled."""
    corpus = make_corpus(2)
    (corpus / "page0.toml").write_text('text = ""\n', "utf-8")
    (corpus / "page1.toml").write_text('contains = ["The ferry left"]\n', "utf-8")
    told("run", "lxml-text", "--corpus", corpus)
    assert "no main text: the right answer is nothing" in told("show", "page0")[1]
    assert "no gold text to hold the output against" in told("show", "page1")[1]
    assert told("show")[1].startswith("No page has a gold text")
    assert "`boilerbench score --agreement`" in told("show")[1]


def test_failed_pages_are_named_so_that_they_can_be_shown(told: Told, tmp_path: Path) -> None:
    """The id of a crawled page stands whole; of a longer one a beginning, which shows it too."""
    (tmp_path / "bad.py").write_text(
        "def extract(html, url=None):\n    raise ValueError\n", "utf-8"
    )
    (pages := tmp_path / "pages").mkdir()
    for name in ("www.example.com-3e79a54094", "f" * 64):
        (pages / f"{name}.html").write_text("<p>The ferry left.", encoding="utf-8")
    out = " ".join(told("run", tmp_path / "bad.py", "--corpus", f"folder:{pages}")[1].split())
    assert "www.example.com-3e79a54094 (error" in out
    assert f"{'f' * 24}… (error" in out
    assert told("show", "f" * 24)[0] == 0


def test_a_page_without_gold_has_no_legend_of_a_diff(told: Told, tmp_path: Path) -> None:
    """Nothing in its outputs is marked, so no mark is explained."""
    (tmp_path / "one.html").write_text("<p>The ferry left at noon.", encoding="utf-8")
    told("run", "lxml-text", "--corpus", f"folder:{tmp_path}")
    out = told("show", "one")[1]
    assert "The ferry left" in out
    assert "leaked noise" not in out
