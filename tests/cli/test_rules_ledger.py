"""`boilerbench rules ledger` from the command line."""

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
    assert rows["1 token newsletter"][3:9] == ["3/3", "3", "18", "0", "0", "0"]
    assert rows["3 phrase one piano"][9] == "6"
    assert any(line.startswith("all rules") for line in lines)
    text = " ".join(out.split())
    assert "Rule 3 (mine.toml:10) destroyed 6 words of gold" in text
    assert "on page0: 'one piano'" in text
    assert "Take nothing that other rules do not take too: 1 token newsletter, 2 lines" in text
    assert "Never fired: 1 rule: 4 css .nowhere." in text
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
    assert "| 1 token newsletter" in github
    assert "Next" not in github
    assert _ledger(told, rules, pages, "--format", "csv")[1].startswith("rule,pages/sites,changed,")


def test_what_a_rule_adds_to_others_is_a_sentence(told: Told, rules: str, pages: Path) -> None:
    """Left out, a rule that another covers is not missed."""
    out = " ".join(_ledger(told, rules, pages, "--leave-one-out", "--wide")[1].split())
    assert ":6) adds +0.0000 of F1 to all others" in out
    assert ":10) adds -0." in out


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
    assert "Rule 1 took from 0: 'Sign up for our newsletter'" in out
    assert "|metric:" not in out
    assert "Next: `boilerbench run lxml-text --rules" in out
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
