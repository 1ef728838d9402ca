"""`corpus new` and `corpus edit` from the command line: saved pages become gold."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.cli.corpus_new import installed_extractors
from boilerbench.corpora.boilerbench import parse_gold
from boilerbench.drafting.making import new_corpus
from boilerbench.drafting.saved import saved_pages
from boilerbench.files import replace_file
from boilerbench.running import Interrupted

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


@pytest.mark.usefixtures("saved")
def test_saved_pages_become_drafts(told: Told) -> None:
    """What most kept is gold, what reads like noise or repeats is noise, each marked as drafted."""
    code, out, _ = _new(told)
    assert code == 0
    assert "2 pages drafted in mine." in out
    assert "`boilerbench corpus edit mine` goes through them" in out
    gold = parse_gold(Path("mine/ferry.toml"))
    assert gold.drafted == ("text", "optional", "noise")
    assert gold.detected == ("url", "language", "title")
    assert (gold.url, gold.language, gold.title) == (
        "https://www.quay.example/ferry",
        "en",
        "ferry",
    )
    assert gold.text == (
        "The ferry left the harbour at dawn with a piano on board, and forty people.\n\n"
        "Photo by ferry"
    )
    assert [(noise.kind, noise.text, noise.selector) for noise in gold.noise] == [
        ("navigation", "Quay Street News", "nav > p"),
        ("newsletter", "Sign up for our morning letter", "body > p:nth-of-type(2)"),
    ]
    assert parse_gold(Path("mine/crane.toml")).language == "en"
    assert Path("mine/ferry.html").read_bytes() == Path("saved/ferry.html").read_bytes()
    assert told("corpus", "check", "mine")[0] == 0


@pytest.mark.usefixtures("saved")
def test_two_extractors_draft_no_text(told: Told) -> None:
    """The page is there to be labelled, and the output says why it has no text."""
    code, out, _ = _new(told, specs=THREE[:2])
    assert code == 0
    assert "2 pages without a gold text: fewer than 3 extractors answered" in out
    assert parse_gold(Path("mine/ferry.toml")).text is None
    assert told("corpus", "check", "mine")[0] == 0


@pytest.mark.usefixtures("saved")
def test_what_is_there_is_left_alone(told: Told) -> None:
    """A second call adds new pages; gold that somebody worked on is not written over."""
    _new(told)
    gold = Path("mine/ferry.toml").read_bytes() + b"# mine\n"
    Path("mine/ferry.toml").write_bytes(gold)
    shutil.copy("saved/crane.html", "saved/crane-again.html")
    Path("saved/new.html").write_text("<p>A third page about a lighthouse</p>", encoding="utf-8")
    asked = [word for spec in THREE for word in ("--extractor", spec)]
    code, out, err = told("corpus", "new", "mine", "--from", "saved", *asked)
    assert code == 0
    assert "ferry is in mine already: it is left as it is." in err
    assert "crane is in mine already" in err
    assert Path("mine/ferry.toml").read_bytes() == gold
    assert "new" in out
    assert not Path("mine/.boilerbench/run").exists()
    code, out, _ = told("corpus", "new", "mine", "--from", "saved/new.html", *asked)
    assert "Nothing new: mine is as it was." in out


@pytest.mark.usefixtures("saved")
def test_the_same_bytes_twice_are_one_page(told: Told) -> None:
    """A page saved under two names would count double."""
    shutil.copy("saved/ferry.html", "saved/ferry-2.html")
    asked = [word for spec in THREE for word in ("--extractor", spec)]
    _, _, err = told("corpus", "new", "mine", "--from", "saved", *asked)
    assert "ferry is byte for byte ferry-2: it is left out." in err
    assert not Path("mine/ferry.toml").exists()


@pytest.mark.usefixtures("saved")
def test_a_run_says_that_gold_is_a_draft(told: Told) -> None:
    """Scores on a consensus favour those who made it; the sentence names the way out."""
    _new(told)
    code, out, _ = told("run", THREE[0], "nothing", "--corpus", "mine", "--quiet")
    assert code == 0
    assert "2 of 2 pages are drafts: that gold is what extractors agreed on" in out.replace(
        "\n  ", " "
    )


@pytest.mark.usefixtures("saved")
def test_where_nothing_can_be_drafted_it_is_said(told: Told) -> None:
    """A folder without pages, or none at all, is a sentence and exit code 2."""
    Path("empty").mkdir()
    for source, says in (("empty", "holds no page"), ("nowhere", "There is no file or folder")):
        code, _, err = told("corpus", "new", "mine", "--from", source)
        assert code == 2
        assert says in err


@pytest.mark.usefixtures("saved")
def test_an_interrupted_draft_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """^C writes no gold, and the way on is the command itself, not a run."""

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise Interrupted("go on with: boilerbench run --resume")

    monkeypatch.setattr("boilerbench.drafting.making.run", interrupted)
    pages = saved_pages([Path("saved")])
    with pytest.raises(Interrupted, match="the same `boilerbench corpus new` goes on"):
        new_corpus(Path("mine"), pages, THREE)
    assert not list(Path().glob("mine/*.toml"))


@pytest.mark.usefixtures("saved")
def test_after_an_interruption_other_pages_and_extractors_are_drafted_too() -> None:
    """Stopped between two pages: what is written stays, and what is asked next may differ."""
    write = replace_file

    def stopped(file: Path, content: bytes) -> None:
        if file.name == "ferry.html":
            raise KeyboardInterrupt
        write(file, content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("boilerbench.drafting.making.replace_file", stopped)
        with pytest.raises(Interrupted, match="the same `boilerbench corpus new` goes on"):
            new_corpus(Path("mine"), saved_pages([Path("saved")]), THREE)
    assert Path("mine/crane.toml").exists()
    Path("saved/new.html").write_text("<p>A third page about a lighthouse</p>", encoding="utf-8")
    shutil.move("mine", "yours")
    done = new_corpus(Path("yours"), saved_pages([Path("saved")]), THREE[:2])
    assert [(one.id, one.asked) for one in done] == [("ferry", 2), ("new", 2)]


@pytest.mark.usefixtures("saved")
def test_kept_outputs_that_are_damaged_are_told(told: Told) -> None:
    """The sentence names the folder to remove, and no option that `corpus new` has not."""
    kept = Path("mine/.boilerbench/run")
    (kept / "extractions").mkdir(parents=True)
    (kept / ".lock").mkdir()
    code, _, err = _new(told)
    assert code == 3
    assert "remove mine/.boilerbench/run, and the same command begins anew" in err
    assert "--out" not in err


@pytest.mark.usefixtures("saved")
def test_a_page_without_a_toml_is_told(told: Told) -> None:
    """Another page of the same name is not said to be drafted already."""
    Path("mine").mkdir()
    Path("mine/ferry.html").write_text("<p>Another</p>", encoding="utf-8")
    asked = [word for spec in THREE for word in ("--extractor", spec)]
    _, _, err = told("corpus", "new", "mine", "--from", "saved", *asked)
    assert "mine/ferry.html is another page, and has no TOML: remove it to draft ferry." in err


def test_who_is_asked_without_a_word() -> None:
    """Extractors that run here, no converters and no scale."""
    asked = installed_extractors()
    assert {"trafilatura", "justext"} <= set(asked)
    assert not {"oracle", "everything", "nothing", "html-text"} & set(asked)
