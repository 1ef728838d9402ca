"""`boilerbench report`: what it writes where, and what it refuses."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(make_corpus: Callable[..., Path], tmp_path: Path, told: Told) -> Path:
    """A run of stored outputs on three pages."""
    (tmp_path / "stored.json").write_text('{"page0": "The ferry left", "page1": "", "page2": "x"}')
    corpus = make_corpus()
    code, _, err = told("run", "mine=outputs:stored.json", "--corpus", corpus, "--out", "first")
    assert code == 0, err
    return Path("first")


def test_a_report_is_written_and_its_place_told(run: Path, told: Told) -> None:
    """Without -o it is report.html here; stderr says where and how large, stdout nothing."""
    code, out, err = told("report", run)
    assert (code, out) == (0, "")
    assert "Written to report.html, 0." in err
    content = Path("report.html").read_text(encoding="utf-8")
    assert content.startswith("<!doctype html>")
    assert "boilerbench report first" in content


def test_a_report_goes_to_stdout(run: Path, told: Told) -> None:
    """-o - prints what a file would hold."""
    code, out, _ = told("report", run, "-o", "-", "--quiet", "--pool")
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert "boilerbench report first -o - --pool" in out
    assert not Path("report.html").exists()


def test_figures_are_written_too(run: Path, told: Told) -> None:
    """--figures makes its folder; the file itself is quiet about it."""
    code, _, err = told("report", run, "--figures", "drawn")
    assert code == 0
    assert "Figures are written to drawn." in err
    assert {".svg", ".png", ".pdf", ".csv"} <= {one.suffix for one in Path("drawn").rglob("*")}


def test_two_runs_show_what_changed(run: Path, told: Told) -> None:
    """The last is shown whole, held against the first."""
    Path("stored.json").write_text('{"page0": "", "page1": "The ferry left", "page2": "x"}')
    assert told("run", "mine=outputs:stored.json", "--corpus", "ferry", "--out", "second")[0] == 0
    assert told("report", run, "second", "--metrics", "tokens")[0] == 0
    content = Path("report.html").read_text(encoding="utf-8")
    assert 'id="changes"' in content
    assert "newly empty" in " ".join(content.split())


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["nowhere"], 3, "is no run folder"),
        ([], 3, "There is no run"),
        (["first", "-o", "."], 2, "is a folder"),
        (["first", "-o", "no/report.html"], 2, "there is no folder no"),
        (["first", "--diffs", "most"], 2, "all, none or worst:N"),
        (["first", "--metrics", "tokans"], 2, "tokens"),
        (["first", "--corpus", "news"], 3, "no longer in"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    run: Path, told: Told, arguments: list[str], code: int, sentence: str
) -> None:
    """The error says what mends it, and no file is left."""
    found, out, err = told("report", *arguments)
    assert (found, out) == (code, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert not list(Path().glob("*report.html*"))


def test_a_missing_package_is_named_with_its_extra(
    run: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra the error is the command that installs it."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "jinja2" else find(name)
    )
    code, _, err = told("report", run)
    assert code == 2
    assert "needs jinja2" in err
    assert "pip install 'boilerbench[report]'" in err
