"""`boilerbench corpus check`: rules, severities, excuses, formats, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Told = Callable[..., tuple[int, str, str]]
MakeCorpus = Callable[..., Path]

PAGE = "<html><head><title>x</title></head><body>{}<p>{}</p></body></html>"
STORY = """
the captain of the ferry found a piano on the quay, and nobody who could say whose it was; he asked
all of the people who were waiting there, and each of them said that it was of another.

they put it on the deck with a rope around it, and it was played until the other harbour, where
there was a man who had been waiting for it since the winter of the year before.
"""
WORDS = "A ferry left the harbour at dawn with forty people and one piano on board."


@pytest.fixture
def pairs(tmp_path: Path) -> str:
    """A public corpus of 14 pages that were cleaned of scripts, one with a wrong gold."""
    for folder in ("html", "text"):
        (tmp_path / folder).mkdir()
    many = "<b>x</b>" * 60
    for n in range(14):
        (tmp_path / "html" / f"{n}.html").write_text(PAGE.format(many, f"{WORDS} Number {n}."))
        (tmp_path / "text" / f"{n}.txt").write_text(f"{WORDS} Number {n}.")
    (tmp_path / "text" / "3.txt").write_text("Another story of another page, all through.")
    return f"pairs:html={tmp_path / 'html'},text={tmp_path / 'text'}"


def test_findings_are_grouped_and_long_lists_are_cut(told: Told, pairs: str) -> None:
    """Ten of a rule are shown, the rest counted; errors make exit 1, warnings do not."""
    code, out, _ = told("corpus", "check", pairs)
    assert code == 1
    assert out.count(": P02 html") == 10
    assert "… 4 more of P02 sanitised: `--select P02 --all` lists them." in out
    assert out.endswith("14 pages, 1 error, 14 warnings.\n")
    assert told("corpus", "check", pairs, "--select", "P02")[0] == 0
    assert told("corpus", "check", pairs, "--select", "P02", "--strict")[0] == 1
    assert told("corpus", "check", pairs, "--select", "P02", "--all")[1].count(": P02 html") == 14


def test_what_is_excused_does_not_count_and_keeps_its_reason(told: Told, pairs: str) -> None:
    """An excused finding is counted apart, and listed with its reason by the other formats."""
    excuses = ("--ignore", "P02=stripped by its makers", "--ignore", "G01:3=known")
    code, out, _ = told("corpus", "check", pairs, *excuses, "--strict")
    assert code == 0
    assert out.endswith(": 14 pages, no error, no warning, 15 excused.\n")
    rows = json.loads(told("corpus", "check", pairs, *excuses, "--format", "json")[1])
    assert {row["ignored"] for row in rows} == {"stripped by its makers", "known"}
    assert {(row["code"], row["severity"]) for row in rows} == {
        ("P02", "warning"),
        ("G01", "error"),
    }


def test_an_unknown_rule_is_refused(told: Told, pairs: str) -> None:
    """A misspelt code is no filter that finds nothing."""
    code, _, err = told("corpus", "check", pairs, "--select", "Q")
    assert code == 2
    assert "There is no rule 'Q'" in err


def test_the_rules_can_be_listed(told: Told) -> None:
    """Each with its code, name and severity."""
    code, out, _ = told("corpus", "check", "--rules")
    assert code == 0
    assert "D03   page-in-two-splits" in out


def test_a_run_tells_where_extractors_agree_against_the_gold(told: Told, tmp_path: Path) -> None:
    """With --run, what good extractors agree on is held against the gold of every page."""
    for folder in ("html", "text"):
        (tmp_path / folder).mkdir()
    for n in range(8):
        lines = [f"It was on day {n} that {part.strip()}" for part in STORY.split("\n\n")]
        body = "".join(f"<p>{line}</p>" for line in lines)
        (tmp_path / "html" / f"{n}.html").write_text(f"<html lang=en><body>{body}</body></html>")
        (tmp_path / "text" / f"{n}.txt").write_text("\n\n".join(lines))
    (tmp_path / "text" / "3.txt").write_text("Another story of another page, all through.")
    source, run = f"pairs:html={tmp_path / 'html'},text={tmp_path / 'text'}", tmp_path / "run"
    specs = ("trafilatura", "readability-lxml", "justext")
    assert told("run", *specs, "--corpus", source, "--out", run, "--quiet")[0] == 0
    out = told("corpus", "check", source, "--run", run, "--select", "X")[1]
    assert out.startswith("3: X01 text: 3 good extractors agree")
    assert out.endswith(": 8 pages, no error, 1 warning.\n")


def test_pages_are_selected_by_what_they_say_of_themselves(told: Told, tmp_path: Path) -> None:
    """Language and site that no source gives select the same pages for every verb."""
    for folder, name, content in (
        ("html", "a.html", '<html lang="de"><link rel=canonical href="http://x.example/">'),
        ("html", "b.html", '<html lang="fr">'),
        ("text", "a.txt", "x"),
        ("text", "b.txt", "y"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(content)
    source = f"pairs:html={tmp_path / 'html'},text={tmp_path / 'text'}"
    assert " 1 page, " in told("corpus", "check", source, "--where", "language=de")[1]
    (row,) = json.loads(
        told("corpus", "list", source, "--where", "site=x.example", "--format", "json")[1]
    )
    assert (row["page"], row["language"]) == ("a", "de")
    # A whole list does not read the pages: thousands of them would take their time.
    whole = json.loads(told("corpus", "list", source, "--format", "json")[1])
    assert [one["language"] for one in whole] == ["-", "-"]
    stats = json.loads(told("corpus", "stats", source, "--format", "json")[1])
    assert {one["name"] for one in stats if one["figure"] == "languages"} == {"de", "fr"}
