"""`boilerbench extractors check` as a user meets it: table, verdict, exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.conformance import CASES

Told = Callable[..., tuple[int, str, str]]


def written(folder: Path, body: str) -> Path:
    file = folder / "mine.py"
    file.write_text(f"def extract(html, url=None):\n    {body}\n", encoding="utf-8")
    return file


def test_a_good_adapter_is_told_so(told: Told, tmp_path: Path) -> None:
    """Exit 0, a table of 100 columns at most with every case, and one sentence under it."""
    code, out, err = told("extractors", "check", written(tmp_path, "return html"))
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].split() == ["case", "claim", "what", "happened", "ms", "peak", "verdict"]
    assert all(any(line.startswith(case.name) for line in lines) for case in CASES)
    assert max(map(len, lines)) <= 100
    must = len(CASES) + 2
    assert lines[-2:] == ["", f"mine.py holds {must} of {must} that must hold."]


def test_a_failure_is_named_in_full_under_the_table(told: Told, tmp_path: Path) -> None:
    """Exit 1, and what the table had to cut short stands below it."""
    reason = "this page is no page that I was made to read, and I say so at length"
    body = f"return html if url else [].missing or '{reason}'"
    code, out, _ = told("extractors", "check", written(tmp_path, body))
    assert code == 1
    assert "no URL known fails “is answered”: error: AttributeError: 'list' object has no" in out
    assert "holds 16 of 17 that must hold." in out
    assert max(map(len, out.split("\n\n")[0].splitlines())) <= 100


def test_other_formats_hold_the_table_alone(told: Told) -> None:
    """JSON has each claim with its verdict, and numbers that are numbers."""
    code, out, _ = told("extractors", "check", "nothing", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert list(rows[0]) == ["case", "claim", "what_happened", "ms", "peak_MB", "verdict"]
    assert {row["verdict"] for row in rows} == {"holds", "reported"}
    assert rows[1]["peak_MB"] > 1


@pytest.mark.parametrize(
    ("spec", "code", "words"),
    [
        ("oracle", 2, "runs no code, so there is nothing to check"),
        ("nosuch", 2, "no extractor 'nosuch'"),
        ("call:nosuch_module:extract", 4, "no module 'nosuch_module'"),
        ("call:json:nosuch", 4, "has no function nosuch"),
        ("./absent.py", 4, "cannot be read"),
    ],
)
def test_what_cannot_run_has_a_reason(told: Told, spec: str, code: int, words: str) -> None:
    """Exit 4 for an extractor that cannot run, 2 for a spec that has no code; a sentence each."""
    found, out, err = told("extractors", "check", spec)
    assert (found, out) == (code, "")
    assert words in err


def test_limits_are_those_of_run(told: Told, tmp_path: Path) -> None:
    """--timeout and --memory hold for each page; a long page that hits them is reported."""
    slow = written(tmp_path, "\n    while len(html) > 1 << 20: pass\n    return html")
    code, out, _ = told("extractors", "check", slow, "--timeout", "1", "--memory", "256")
    assert code == 0
    assert "timeout: no answer within 1 s" in out
    assert told("extractors", "check", slow, "--timeout", "0")[0] == 2


@pytest.mark.parametrize("spec", ["trafilatura", "justext", "lxml-text", "everything"])
def test_what_ships_holds_all(told: Told, spec: str) -> None:
    """The shipped extractors that run here keep everything that must hold, and find the article."""
    code, out, _ = told("extractors", "check", spec, "--format", "json", "--timeout", "60")
    assert code == 0
    (found,) = (
        row["what_happened"]
        for row in json.loads(out)
        if (row["case"], row["claim"]) == ("article", "article text")
    )
    assert found == "4 of 4 paragraphs"


def test_what_an_extractor_remembers_is_found_out(told: Told) -> None:
    """The deduplication of trafilatura keeps state between pages, and the check says so."""
    code, out, _ = told("extractors", "check", "trafilatura:deduplicate=true")
    assert code == 1
    assert "article after these fails “gives the same”: another result: empty" in out
