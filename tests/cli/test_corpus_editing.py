"""`boilerbench corpus edit` from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from boilerbench.cli import commands
from boilerbench.corpora.boilerbench import parse_gold

Told = Callable[..., tuple[int, str, str]]

EXTRACTOR = '''# /// script
# [tool.boilerbench]
# title = "Paragraphs"
# ///
"""Paragraphs of the page, but those that hold some word."""
import re

def extract(html, url=None, *, without="nothing at all"):
    return "\\n".join(p for p in re.findall("<p>(.*?)</p>", html) if without not in p)
'''


PAGE = """<html lang="{lang}"><head><link rel="canonical" href="https://www.quay.example/{name}">
</head><body><nav><p>Quay Street News</p></nav><h1>{name}</h1><p>{story}</p>
<p>Sign up for our morning letter</p><p>Photo by {name}</p></body></html>"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Two saved pages of a site, and an extractor of three variants."""
    folder = tmp_path / "saved"
    folder.mkdir()
    stories = {
        "ferry": "The ferry left the harbour at dawn with a piano on board, and forty people.",
        "crane": "A crane was sold on Monday to a man who wished to see the sea from above.",
    }
    for name, story in stories.items():
        page = PAGE.format(name=name, story=story, lang="en" if name == "ferry" else "")
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    (tmp_path / "paragraphs.py").write_text(EXTRACTOR, encoding="utf-8")
    return folder


THREE = ("./paragraphs.py", "./paragraphs.py:without=Photo", "./paragraphs.py:without=Quay")


def _new(told: Told, *more: object, specs: tuple[str, ...] = THREE) -> tuple[int, str, str]:
    asked = [word for spec in specs for word in ("--extractor", spec)]
    return told("corpus", "new", "mine", "--from", "saved", *asked, "--quiet", *more)


def _edit(typed: str, *arguments: str) -> str:
    result = CliRunner().invoke(commands, ["corpus", "edit", "mine", *arguments], input=typed)
    assert result.exception is None, result.output
    return result.output


@pytest.mark.usefixtures("saved")
def test_a_draft_is_gone_through_and_becomes_gold(told: Told) -> None:
    """Disagreements first, an answer a line; the last Enter writes the gold and goes on."""
    _new(told)
    out = _edit("w n nav\no caption\n\n\nq\n", "ferry")
    assert "ferry: 3 blocks to decide. Kept by 2 of 3, not by" in out
    assert "ferry is gold now." in out
    gold = parse_gold(Path("mine/ferry.toml"))
    assert gold.drafted == ()
    assert gold.text == (
        "The ferry left the harbour at dawn with a piano on board, and forty people."
    )
    assert [optional.kind for optional in gold.optional] == ["title", "caption"]
    assert told("corpus", "check", "mine", "--pages", "ferry", "--complete")[0] == 0


@pytest.mark.usefixtures("saved")
def test_leaving_keeps_the_answers(told: Told) -> None:
    """At `q`, and where the input ends; the next sitting goes on."""
    _new(told)
    out = _edit("?\nx\nc forty people\nl\nu\ns\nn promo\n", "ferry")
    assert "ask again later" in out
    assert "'x' is no answer: ? lists them." in out
    assert "contains: forty people" in out
    assert "Taken back." in out
    assert "ferry: answers kept; `boilerbench corpus edit mine ferry` goes on." in out
    assert "ferry: 2 blocks to decide." in _edit("q\n", "ferry")


@pytest.mark.usefixtures("saved")
def test_gold_that_nobody_changes_is_as_it_was(told: Told) -> None:
    """Finishing twice: the second time there is nothing to write, and that is said."""
    _new(told)
    assert "ferry is gold now." in _edit("f\n", "ferry")
    before = Path("mine/ferry.toml").read_bytes()
    assert "ferry is as it was." in _edit("a\n\n\nf\n", "ferry")
    assert Path("mine/ferry.toml").read_bytes() == before


@pytest.mark.usefixtures("saved")
def test_answers_that_cannot_be_gone_on_with_are_told(told: Told) -> None:
    """A gold file changed meanwhile, and a damaged journal: one sentence, exit code 3, all kept."""
    _new(told)
    _edit("g\nq\n", "ferry")
    journal = Path("mine/.boilerbench/ferry.edit.jsonl")
    kept = journal.read_bytes()
    gold = Path("mine/ferry.toml").read_bytes()
    Path("mine/ferry.toml").write_bytes(gold + b"# mine\n")
    code, _, err = told("corpus", "edit", "mine", "ferry")
    assert code == 3
    assert "(1 in mine/.boilerbench/ferry.edit.jsonl): bring the old file back" in err
    Path("mine/ferry.toml").write_bytes(gold)
    journal.write_bytes(kept[:-20])
    assert "ferry: the last answer was cut off when it was written" in _edit("g\nq\n", "ferry")
    journal.write_bytes(kept.replace(b"gold", b"cold"))
    code, _, err = told("corpus", "edit", "mine", "ferry")
    assert code == 3
    assert "is damaged in line 2" in err
    assert journal.read_bytes() == kept.replace(b"gold", b"cold")


@pytest.mark.usefixtures("saved")
def test_all_drafts_are_gone_through_in_turn(told: Told) -> None:
    """Without a page: one after another, and then there is no draft left."""
    _new(told)
    out = _edit("f\nf\n")
    assert "crane is gold now." in out
    assert "ferry is gold now." in out
    assert "There is no folder nowhere" in told("corpus", "edit", "nowhere")[2]
    code, _, err = told("corpus", "edit", "mine")
    assert code == 2
    assert "mine holds no draft: name the page" in err.replace(str(Path.cwd()) + "/", "")


@pytest.mark.usefixtures("saved")
def test_a_finished_page_that_contradicts_itself_is_told(told: Told) -> None:
    """What `corpus check` would say is said at once."""
    _new(told)
    out = _edit("l forty people\nu\nu\nl forty people\nf\n", "ferry")
    assert "There is nothing to take back." in out
    assert "stands in the gold itself" in out


@pytest.mark.usefixtures("saved")
def test_whole_landmarks_and_labels_taken_off(told: Told) -> None:
    """`w` answers for a menu at once, `d` takes a label off, and at the end only Enter, u, q."""
    _new(told)
    out = _edit("w g\nd\ng\nd\n\n", "ferry")
    assert "1 block labelled." in out
    assert "All is asked: Enter finishes" in out
    assert parse_gold(Path("mine/ferry.toml")).drafted == ()
    out = _edit("a\nq\n", "ferry")
    assert "ferry: 2 blocks to decide." in out
    assert "ferry: 5 blocks to decide." in out
