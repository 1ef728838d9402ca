"""`boilerbench rules ledger` from the command line."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]

RULES = """
[[rule]]
kind = "newsletter"
token = "newsletter"

[[rule]]
kind = "newsletter"
lines = ["Sign up for our morning letter"]

[[rule]]
phrase = "one piano"

[[rule]]
css = ".nowhere"

[[rule]]
css = "body"
"""


@pytest.fixture
def rules(tmp_path: Path) -> str:
    """A file of rules: one that serves, one that it covers, one that destroys, two idle ones."""
    file = tmp_path / "mine.toml"
    file.write_text(RULES, encoding="utf-8")
    return file.name


@pytest.fixture
def pages(make_corpus: MakeCorpus) -> Path:
    return make_corpus(3)


def _ledger(told: Told, rules: object, pages: Path, *more: object) -> tuple[int, str, str]:
    return told("rules", "ledger", rules, "--corpus", pages, "--extractor", "lxml-text", *more)


def test_a_ledger_is_printed_with_what_the_rows_do_not_say(
    told: Told, rules: str, pages: Path
) -> None:
    """Destroyed text, covered, silent and skipped rules are told, and what to type next."""
    code, out, err = _ledger(told, rules, pages)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert max(len(line) for line in lines if "|" not in line and "Next" not in line) <= 100
    rows = {line.split("  ")[0]: line.split() for line in lines}
    assert rows["mine.toml:2 token newsletter"][3:9] == ["3/3", "3", "18", "0", "0", "0"]
    assert rows["mine.toml:10 phrase one piano"][9] == "6"
    assert any(line.startswith("all rules") for line in lines)
    text = " ".join(out.split())
    assert "mine.toml:10 phrase one piano: destroyed 6 words of gold" in text
    assert "on page0: 'one piano'" in text
    assert (
        "2 rules take nothing that other rules do not take too: mine.toml:2 token newsletter,"
        in text
    )
    assert "Never fired: 1 rule: mine.toml:13 css .nowhere." in text
    assert "css body: it finds <body>" in text
    assert "changes the output of 0" in text
    assert "|metric:shingles(n=4)|" in out
    assert "Next: `boilerbench rules why 'one piano' page0 --rules" in out


def test_a_ledger_as_data_has_everything(told: Told, rules: str, pages: Path) -> None:
    """Json has the shape that is promised; other formats have the table alone."""
    found = json.loads(_ledger(told, rules, pages, "--format", "json", "--leave-one-out")[1])
    assert (found["schema"], found["pages"], found["judged"], found["sites"]) == (1, 3, 3, 3)
    assert [one["whose"]["rule"] for one in found["entries"]] == [1, 2, 3]
    assert found["entries"][0]["counts"]["noise"] == {"newsletter": 18}
    assert found["entries"][2]["without"]["f1"]["difference"]["value"] < 0
    github = _ledger(told, rules, pages, "--format", "github")[1]
    assert "| mine.toml:2 token newsletter" in github
    assert "Next" not in github
    table = list(csv.DictReader(io.StringIO(_ledger(told, rules, pages, "--format", "csv")[1])))
    assert [row["place"] for row in table[:3]] == ["mine.toml:2", "mine.toml:6", "mine.toml:10"]
    assert (table[0]["pages"], table[0]["sites"], table[0]["noise"]) == ("3", "3", "18")
    assert float(table[2]["f1"]) < 0


def test_what_a_rule_adds_to_others_is_a_sentence(told: Told, rules: str, pages: Path) -> None:
    """Left out, a rule that another covers is not missed."""
    out = " ".join(_ledger(told, rules, pages, "--leave-one-out", "--wide")[1].split())
    assert "morning letter: adds +0.0000 of F1 to all others" in out
    assert "one piano: adds -0." in out


def test_outputs_of_a_run_are_used(told: Told, rules: str, pages: Path) -> None:
    """A run of the same extractor serves; one without it is told to be of no use."""
    assert told("run", "lxml-text", "--corpus", pages, "--out", "base", "--quiet")[0] == 0
    assert _ledger(told, rules, pages, "--run", "base")[2] == ""
    assert told("run", "justext", "--corpus", pages, "--out", "other", "--quiet")[0] == 0
    code, _, err = _ledger(told, rules, pages, "--run", "other")
    assert code == 0
    assert "other has no outputs of lxml-text as it is now" in err


def test_saved_pages_have_a_part_of_their_own(told: Told, rules: str, tmp_path: Path) -> None:
    """Without gold there is no score, and the heading says what is not known."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for at in range(3):
        (folder / f"{at}.html").write_text(
            f'<link rel="canonical" href="https://a.example/{at}"><p>Text {at}</p>'
            '<div class="newsletter"><p>Sign up for our newsletter</p></div><p>Same line</p>',
            encoding="utf-8",
        )
    code, out, _ = _ledger(told, rules, folder)
    assert code == 0
    assert "no gold: leaks found, losses unknown (3 pages)" in out
    assert "newsletter 3" in out
    assert "a.example  Same line" in out
    assert "mine.toml:2 token newsletter: took from 0: 'Sign up for our newsletter'" in out
    assert "|metric:" not in out
    assert "Next: `boilerbench rules apply mine.toml " in out
    assert "of saved without gold: 27 words without rules, 12 with all." in " ".join(out.split())
    assert "F1" not in out
    assert "of gold" not in out
    table = list(csv.DictReader(io.StringIO(_ledger(told, rules, folder, "--format", "csv")[1])))
    assert (table[0]["no_gold_words"], table[0]["gold"]) == ("15", "")
    found = json.loads(_ledger(told, rules, folder, "--format", "json")[1])
    assert found["no_gold"]["phrases"] == {"newsletter": 3}


def test_an_extractor_that_cannot_run_is_told(told: Told, rules: str, pages: Path) -> None:
    """The exit code is that of an extractor that could not run."""
    code, _, err = told(
        "rules", "ledger", rules, "--corpus", pages, "--extractor", "call:no_such_module:f"
    )
    assert code == 4
    assert "cannot run here" in err


def test_starter_rules_go_by_name(told: Told, pages: Path) -> None:
    """A kind that has none is refused."""
    code, out, _ = _ledger(told, "starter:newsletter", pages)
    assert code == 0
    assert "--rules starter:newsletter" in out
    assert _ledger(told, "starter:nothing", pages)[0] == 3


def test_rules_of_several_files_are_one_ledger(told: Told, rules: str, pages: Path) -> None:
    """Each is named by its own file, and the next command has all."""
    where = ("--corpus", pages, "--extractor", "lxml-text")
    code, out, _ = told("rules", "ledger", rules, "starter:newsletter", *where)
    assert code == 0
    assert "mine.toml:10 phrase one piano" in out
    assert "starter:newsletter:" in out
    assert "--rules mine.toml --rules starter:newsletter --extractor" in out
