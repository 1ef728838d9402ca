"""`boilerbench compare`: two runs from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def runs(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> tuple[str, str]:
    """Two runs of stored texts over three pages, the second without a page's text."""
    folder = make_corpus(3)
    for name, last in (("before", "The piano went aboard."), ("after", "")):
        texts = {"page0": "The piano", "page1": "went aboard", "page2": last}
        (tmp_path / f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")
        spec = f"mine=outputs:{tmp_path / name}.json"
        assert told("run", spec, "--corpus", folder, "--out", name)[0] == 0
    return "before", "after"


def test_compare_prints_rows_pages_and_what_to_type(told: Told, runs: tuple[str, str]) -> None:
    """One newly empty page is counted, named and offered to be shown."""
    code, out, _ = told("compare", *runs)
    assert code == 0
    short = [line for line in out.splitlines() if "|metric:" not in line and "Next" not in line]
    assert max(map(len, short)) <= 100
    row = next(line for line in out.splitlines() if line.startswith("mine"))
    assert row.split()[-4:] == ["1", "0", "0", "2"]  # newly empty, worse, better, same
    assert "page2  newly empty" in out
    assert "|metric:shingles(n=4)|" in out
    assert "short: c:ferry@" in out
    assert "Next: `boilerbench show page2 --extractor mine=outputs:" in out


def test_compare_as_data(told: Told, runs: tuple[str, str]) -> None:
    """Json has the whole comparison, other formats have its tables without remarks."""
    found = json.loads(told("compare", *runs, "--format", "json", "--metrics", "tokens")[1])
    assert (found["schema"], found["pages"], found["remarks"]) == (1, 3, [])
    assert found["rows"][0]["counts"]["newly empty"] == 1
    assert found["rows"][0]["pages"][0]["outcomes"] == ["ok", "empty"]
    assert "Next" not in told("compare", *runs, "--format", "github")[1]


def test_wide_lists_every_page(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Pages whose score is the same are counted, and listed where all are wanted."""
    folder = make_corpus(23)
    for name in ("before", "after"):
        texts = {f"page{n}": f"the piano {name} the ferry" for n in range(23)}
        (tmp_path / f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")
        told("run", f"outputs:{tmp_path / name}.json", "--corpus", folder, "--out", name)
    short, long = (told("compare", "before", "after", *more)[1] for more in ((), ("--wide",)))
    assert "has another output on 23 more pages: --wide lists all." in short
    assert "more pages" not in long
    assert "page22" in long


def test_rows_that_do_not_fit_are_refused(told: Told, runs: tuple[str, str]) -> None:
    """A wrong label and a missing run are one sentence and an exit code each."""
    code, _, err = told("compare", *runs, "--match", "mine", "theirs")
    assert (code, "no row 'theirs'" in err) == (2, True)
    code, _, err = told("compare", "before", "nowhere")
    assert (code, "nowhere is no run folder" in err) == (3, True)
