"""The gate from the command line: exit codes, updates, what is printed."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from boilerbench import open_corpus, run
from boilerbench.cli import exit_code
from boilerbench.corpora.corpus import select
from boilerbench.gating.findings import json_schema

PAGES = 12


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A function that runs gold, but for one text, and gives the run's folder."""
    monkeypatch.chdir(tmp_path)
    corpus = select(open_corpus("news"), limit=PAGES)

    def making(name: str, text: str | None = None) -> str:
        texts = {page.id: page.gold.ideal for page in corpus.pages}
        if text is not None:
            texts[corpus.pages[0].id] = text
        Path(f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")
        run([f"mine=outputs:{name}.json"], corpus, out=Path(name))
        return name

    return making


def test_a_gate_is_pinned_passed_and_failed(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0 for the same, 1 for worse; the first line counts the pages."""
    assert exit_code(["gate", make("one"), "--baseline", "b.json", "--update"]) == 0
    assert capsys.readouterr().out == "b.json pins 1 extractor on 12 pages.\n"
    assert exit_code(["gate", "one", "--baseline", "b.json"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The gate is passed."
    assert exit_code(["gate", make("two", ""), "--baseline", "b.json"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "mine: 1 of 12 pages changed: 0 better, 1 worse, 0 with equal score"
    assert any(line.endswith("[empty]") for line in lines)


def test_an_update_never_lowers_in_silence(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What is worse is listed and not pinned, unless that is allowed."""
    exit_code(["gate", make("one"), "--baseline", "b.json", "--update"])
    before = Path("b.json").read_bytes()
    assert exit_code(["gate", make("two", ""), "--baseline", "b.json", "--update"]) == 1
    assert "left as it was" in capsys.readouterr().out
    assert Path("b.json").read_bytes() == before
    allowed = ["gate", "two", "--baseline", "b.json", "--update", "--allow-regression"]
    assert exit_code(allowed) == 0
    assert "among them" in capsys.readouterr().out
    assert exit_code(["gate", "two", "--baseline", "b.json"]) == 0


def test_the_verdict_is_json_too(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With schema, verdict, pages and findings."""
    exit_code(["gate", make("one"), "--baseline", "b.json", "--update"])
    capsys.readouterr()
    assert exit_code(["gate", make("two", ""), "--baseline", "b.json", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["passed"]) == (1, False)
    assert found["extractors"][0]["compared"] == PAGES
    jsonschema.validate(found, json_schema())


def test_settings_of_the_project_hold_unless_a_flag_says_otherwise(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Baseline and tolerances stand in pyproject.toml; the later tolerance wins."""
    Path("pyproject.toml").write_text(
        '[tool.boilerbench]\nbaseline = "b.json"\n'
        'tolerances = ["empty:off", "f1:1", "recall:1", "precision:1", "paired-f1:1"]\n',
        encoding="utf-8",
    )
    assert exit_code(["gate", make("one"), "--update"]) == 0
    assert exit_code(["gate", make("two", "")]) == 0
    assert exit_code(["gate", "two", "--tolerance", "empty:0"]) == 2
    assert exit_code(["gate", "two", "--tolerance", "f1:0.01"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["gate", "one"], 2, "Say which baseline"),
        (["gate", "one", "--baseline", "none.json"], 3, "There is no baseline none.json"),
        (["gate", "absent", "--baseline", "b.json"], 3, "absent is no run folder"),
        (["gate", "one", "--baseline", "b.json", "--tolerance", "f2:1"], 2, "no check 'f2'"),
        (["gate", "one", "--baseline", "b.json", "--guard", "none.txt"], 2, "--guard none.txt"),
        (["gate", "one", "--baseline", "b.json", "--metrics", "tokens"], 3, "name the same"),
        (["gate", "one", "--baseline", "b.json", "--reference", "x"], 2, "was not timed"),
        (["gate", "one", "--baseline", "absent/b.json", "--update"], 3, "cannot be written"),
        (["gate", "one", "--baseline", "b.json", "--update", "--limit", "3"], 2, "a whole run"),
        (["gate", "one", "--baseline", "b.json", "--allow-regression"], 2, "add --update"),
        (["gate", "one", "--self-test", "--update"], 2, "--self-test pins nothing"),
        (["gate", "one", "--baseline", "b.json", "--junit", "absent/j.xml"], 2, "absent/j.xml"),
    ],
)
def test_every_mistake_is_one_sentence(
    make: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    """With its exit code and the way out."""
    exit_code(["gate", make("one"), "--baseline", "b.json", "--update"])
    capsys.readouterr()
    assert exit_code(arguments) == code
    error = capsys.readouterr().err
    assert told in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "told"), [(b"\xff", "it is not UTF-8"), (b"--- !!\n", "has no word")]
)
def test_guards_that_cannot_be_read_are_refused(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    """A phrase without a word would guard nothing."""
    Path("guards.txt").write_bytes(content)
    assert exit_code(["gate", make("one"), "--baseline", "b", "--guard", "guards.txt"]) == 2
    assert told in capsys.readouterr().err


def test_guarded_phrases_are_pinned_and_looked_for(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One a line, comments apart; a phrase that newly appears fails the gate as that."""
    Path("guards.txt").write_text("# ours\nplease do verify you are no robot\n\n", encoding="utf-8")
    guarded = ["--baseline", "b.json", "--guard", "guards.txt"]
    assert exit_code(["gate", make("one"), *guarded, "--update"]) == 0
    assert json.loads(Path("b.json").read_text(encoding="utf-8"))["guards"]
    text = Path("one.json").read_text(encoding="utf-8")
    first = next(iter(json.loads(text).values()))
    make("two", f"{first}\n\nPlease do verify: you are no robot!")
    assert exit_code(["gate", "two", *guarded]) == 1
    assert "[guards]" in capsys.readouterr().out


def test_a_gate_of_nothing_is_no_verdict(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The scale is not pinned, and what pins no page can't be passed: exit code 3, a sentence."""
    make("one")
    run(["everything"], select(open_corpus("news"), limit=1), out=Path("scale"))
    assert exit_code(["gate", "scale", "--baseline", "s.json", "--update"]) == 3
    assert "the scale only" in capsys.readouterr().err
    assert not Path("s.json").exists()
    exit_code(["gate", "one", "--baseline", "b.json", "--update"])
    content = json.loads(Path("b.json").read_text(encoding="utf-8"))
    content["extractors"]["mine"]["pages"] = {}
    Path("b.json").write_text(json.dumps(content), encoding="utf-8")
    assert exit_code(["gate", "one", "--baseline", "b.json"]) == 3
    assert "pins no page" in capsys.readouterr().err


def test_the_gate_tests_itself_on_a_run(
    make: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A table, or JSON; a run of which nothing can be spoilt is refused."""
    assert exit_code(["gate", make("one"), "--self-test"]) == 0
    assert "appends a newsletter" in capsys.readouterr().out
    assert exit_code(["gate", "one", "--self-test", "--format", "json", "--limit", "3"]) == 0
    assert {trial["extractor"] for trial in json.loads(capsys.readouterr().out)} == {"mine"}
    Path("none.json").write_text("{}", encoding="utf-8")
    corpus = select(open_corpus("news"), limit=PAGES)
    Path("none.json").write_text(json.dumps({p.id: "" for p in corpus.pages}), encoding="utf-8")
    run(["mine=outputs:none.json"], corpus, out=Path("none"))
    assert exit_code(["gate", "none", "--self-test"]) == 2
    assert "No output of mine could be spoilt" in capsys.readouterr().err
