"""`boilerbench rules why`: why a text is still there, in print and as data."""

from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import pytest

from boilerbench.rules.explaining.shapes import Explanation, json_schema

Told = Callable[..., tuple[int, str, str]]
MakeCorpus = Callable[..., Path]

RULES = """
[[rule]]
kind = "skip-link"
lines = ["CONTINUE READING THE MAIN STORY"]

[[rule]]
token = "skip-to-text"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Two rules that miss a skip link."""
    file = tmp_path / "mine.toml"
    file.write_text(RULES, "utf-8")
    return file


def test_the_page_that_started_it(told: Told, rules: Path) -> None:
    """A skip link of the page `summit`: its places, its stages, what missed it, and new rules."""
    asked = ("rules", "why", "Continue reading the main story", "summit")
    code, out, err = told(*asked, "--extractor", "readability-lxml", "--rules", rules)
    assert (code, err) == (0, "")
    assert "a.visually-hidden.skip-to-text-link (skip-link, in the output from here)" in out
    assert "… and 2 places more" in out
    assert "output after rules    stands in it 2 x: as it is" in out
    assert f"{rules}:2 lines CONTINUE READING THE MAIN STORY" in " ".join(out.split())
    assert "the upper and lower case differ; loose = true takes it" in out
    assert "skip-to-text is only a part of skip-to-text-link" in out
    assert '     token = "skip-to-text-link"' in out
    assert "--corpus news" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_form_between_paragraphs(told: Told) -> None:
    """A word of the newsletter form that an extractor lets through names the form around it."""
    code, out, _ = told(
        *("rules", "why", "Please verify you're not a robot by clicking the box.", "summit"),
        *("--extractor", "lxml-text"),
    )
    assert code == 0
    assert "div#newsletter-promo > form.newsletter-form" in out
    assert 'token = "newsletter-promo"' in out
    assert "no gold" in out


def test_the_answer_as_data(told: Told, rules: Path) -> None:
    """With json all of it is one object, of the shape that its schema tells."""
    code, out, _ = told(
        *("rules", "why", "Advertisement", "summit", "--extractor", "lxml-text"),
        *("--rules", rules, "--format", "json"),
    )
    assert code == 0
    found = msgspec.json.decode(out, type=Explanation)
    assert (found.schema, found.page, found.standing.places) == (1, "summit", 5)
    jsonschema.validate(msgspec.json.decode(out), json_schema())


def test_a_file_of_ones_own(told: Told, rules: Path, tmp_path: Path) -> None:
    """An HTML file is explained without gold; its URL says which sites' rules are for it."""
    page = tmp_path / "saved.html"
    page.write_text("<p>The ferry left.</p><p class=ad>Passer la publicité</p>", "utf-8")
    rules.write_text('[[rule]]\nphrase = "Passer la publicité"\nsites = ["a.example"]\n', "utf-8")
    asked = ("rules", "why", "passer la publicité", page.name, "--extractor", "lxml-text")
    out = told(*asked, "--rules", rules)[1]
    assert "it is for a.example, and the page has no URL" in out
    assert "no gold: losses unknown" in out
    assert "sites =" not in out.partition("Rules that would")[2]
    assert f"Add one of them to {rules}; then measure it:" in " ".join(out.split())
    assert "--corpus saved.html --extractor lxml-text" in " ".join(out.split())
    out = told(*asked, "--rules", rules, "--url", "https://www.a.example/1")[1]
    assert "<- goes here" in out
    assert "on a.example: 1 place, this text at 1" in " ".join(out.split())
    assert "Rules that would take it away" not in out


def test_without_gold_a_rule_is_for_the_site_of_its_page(told: Told, tmp_path: Path) -> None:
    """Its kind is that of a noise phrase in the text; the page's folder measures it."""
    page = tmp_path / "saved" / "one.html"
    page.parent.mkdir()
    link = '<link rel="canonical" href="https://www.a.example/1">'
    page.write_text(
        f"<head>{link}</head><p>The ferry left.</p><p class=ad>Advertisement</p>", "utf-8"
    )
    asked = ("rules", "why", "advertisement", "saved/one.html", "--extractor", "lxml-text")
    out = told(*asked)[1]
    assert "output after rules" not in out
    advice = out.partition("Rules that would take it away")[2]
    assert advice.count('sites = ["a.example"]') == advice.count("[[rule]]") == 2
    assert advice.count('kind = "advertisement"') == 2
    assert "rules ledger found.toml --corpus saved --extractor" in " ".join(out.split())
    assert "does not name its address itself" not in out
    out = told(*asked, "--url", "https://b.example/")[1]
    assert 'sites = ["b.example"]' in out
    assert "does not name its address itself: measure without the line of sites." in out


def test_a_text_of_which_a_line_is_there(told: Told, rules: Path, tmp_path: Path) -> None:
    """It is said which line to ask for; several rule files are one."""
    (tmp_path / "page.html").write_text("<p>Only this line</p>", "utf-8")
    more = ("--rules", rules, "--rules", "starter:legal")
    asked = ("rules", "why", "Only this line\nNo such line", "page.html", *more)
    code, out, _ = told(*asked, "--extractor", "lxml-text")
    assert code == 0
    said = "not as a whole: 1 of its 2 lines is in it; ask for 'Only this line' alone"
    assert said in " ".join(out.split())


def test_rules_that_are_far_and_many(told: Told, rules: Path) -> None:
    """Five rules that missed are shown, all of them with --all; the far ones are counted."""
    text = "".join(f'[[rule]]\nlines = ["continue reading the main {n}"]\n' for n in range(7))
    rules.write_text(text + '[[rule]]\ntoken = "nowhere"\n', "utf-8")
    why = ("rules", "why", "Continue reading the main story", "summit")
    asked = (*why, "--extractor", "lxml-text", "--rules", rules)
    out = told(*asked)[1]
    assert "… and 2 rules more: --all" in out
    assert "1 rule with nothing like it on this page" in out
    assert "more: --all" not in told(*asked, "--all")[1]


def test_what_leaks_and_is_gold(told: Told) -> None:
    """No rule is advised against words that are gold where the output has them."""
    out = told("rules", "why", "advertisement", "summit", "--extractor", "readability-lxml")[1]
    assert "What the output has of it is gold: no rule should take it away." in out


def test_a_text_that_only_the_output_has(told: Told, tmp_path: Path) -> None:
    """What an extractor made itself is said to be its own."""
    adapter = tmp_path / "signs.py"
    adapter.write_text("def extract(html, url=None):\n    return 'Read on at harbour'\n", "utf-8")
    out = told("rules", "why", "read on at harbour", "summit", "--extractor", adapter)[1]
    assert "nowhere on the page" in out
    assert "The output has it all the same" in out
    out = told("rules", "why", "zebra crossing", "summit", "--extractor", adapter)[1]
    assert "the page has no word of it" in out


def test_what_cannot_be_asked(told: Told, rules: Path, tmp_path: Path) -> None:
    """Each fault is one sentence: page, file, selection, extractor, rules."""
    why = ("rules", "why", "word")
    code, _, err = told(*why, "summut", "--extractor", "lxml-text")
    assert (code, err.count("\n")) == (3, 1)
    assert "has no page 'summut'" in err
    assert "did you mean 'summit'?" in err
    code, _, err = told(*why, "gone.html", "--extractor", "lxml-text")
    assert (code, "There is no file gone.html" in err) == (2, True)
    (tmp_path / "page.html").write_text("<p>word</p>", "utf-8")
    code, _, err = told(*why, "page.html", "--extractor", "lxml-text", "--limit", "1")
    assert (code, "page.html is a file" in err) == (2, True)
    code, _, err = told(*why, "summit", "--extractor", "lxml-texts")
    assert (code, "did you mean 'lxml-text'?" in err) == (2, True)
    code, _, err = told(*why, "summit", "--extractor", f"exec:{tmp_path}/none")
    assert (code, err.count("\n")) == (4, 1)
    rules.write_text("[[rule]]\ncss = 'a['\n", "utf-8")
    code, _, err = told(*why, "summit", "--extractor", "lxml-text", "--rules", rules)
    assert (code, err.count("\n"), str(rules) in err) == (3, 1, True)


def test_show_names_the_next_question(told: Told, make_corpus: MakeCorpus) -> None:
    """The diff of a page ends with the command that says why its first leak is still there."""
    corpus = make_corpus(1)
    told("run", "lxml-text", "oracle", "--corpus", corpus)
    out = told("show", "page0")[1]
    last = out.splitlines()[-1]
    assert last.startswith("Next: `boilerbench rules why 'Home World Sport' page0 --corpus ")
    assert last.endswith(" --extractor lxml-text`")
    assert "rules why" not in told("show", "page0", "--extractor", "oracle")[1]
