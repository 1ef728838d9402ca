"""A gate's verdict as JUnit, Markdown and annotations: read back, bounded, escaped."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from boilerbench.gating.baselines import Baseline, ExtractorRecord, PageRecord, write_baseline
from boilerbench.gating.findings import Finding, Gated, GateResult, PageDifference
from boilerbench.reporting.annotations import MOST, annotations
from boilerbench.reporting.gate_summaries import LARGEST, summary
from boilerbench.reporting.gates import verdict_lines, worst_pages
from boilerbench.reporting.junit import junit

TEXTS = st.text(min_size=1, max_size=30)
HOSTILE = "</failure>\x00\x1b[31m]]>\n::error::%0A|`<script>\u202e"


def _result(
    *findings: Finding, pages: tuple[str, ...] = ("p", "q"), label: str = "mine"
) -> GateResult:
    gated = Gated(
        extractor=label,
        compared=9,
        better=0,
        worse=len(pages),
        equal=0,
        changed=tuple(PageDifference(page, 0.5, ("ok", "ok")) for page in pages),
        added=tuple(f"new{at}" for at in range(7)),
        removed=(),
        relabelled=("other",),
        circumstances=("lxml 5.0 -> 6.0",),
        findings=findings,
    )
    passed = not any(one.weight == "regression" for one in findings)
    return GateResult(passed=passed, baseline="b.json", run="run", extractors=(gated,))


def _finding(message: str = "p: worse", page: str | None = "p", **more: str) -> Finding:
    return Finding(extractor="mine", check="page-f1", message=message, page=page, **more)  # type: ignore[arg-type]  # weight is a literal


def test_a_junit_file_has_a_case_for_every_changed_page_and_one_for_all() -> None:
    """Only regressions are failures; a warning is told beside."""
    result = _result(_finding(), _finding("slower", None, weight="warning"))
    root = ET.fromstring(junit(result))  # noqa: S314  written a moment ago
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == {"all pages", "p", "q"}
    assert [name for name, case in cases.items() if case.find("failure") is not None] == ["p"]
    assert cases["all pages"].findtext("system-out") == "slower [page-f1]"
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")


@given(TEXTS, TEXTS)
def test_any_text_makes_a_junit_file_that_can_be_read(message: str, page: str) -> None:
    """What XML cannot write is replaced; the rest comes back."""
    result = _result(_finding(message, page), pages=(page,), label=message)
    root = ET.fromstring(junit(result))  # noqa: S314  written a moment ago
    assert len(list(root.iter("testcase"))) == 2


def test_a_summary_is_markdown_in_which_nothing_foreign_is_markup() -> None:
    """Rendered, it has our headings and tables, and no element of a message's making."""
    text = summary(_result(_finding(HOSTILE)), [("p_1 <b>", ["```", "<script>"])])
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<script>" not in rendered.replace("&lt;script&gt;", "")
    assert rendered.count("<h2>") == 1
    assert "<b>" not in rendered
    assert rendered.count("<details>") == 1
    # Between HTML tags no Markdown is read: a backslash would stay.
    assert "<summary>p_1 &lt;b&gt;</summary>" in rendered


@given(st.integers(0, 40))
def test_a_summary_keeps_its_size(diffs: int) -> None:
    """Whatever the diffs: what does not fit is counted."""
    text = summary(_result(_finding("é" * 500)), [("page", ["é" * 2000])] * diffs)
    assert len(text.encode()) < LARGEST + 200
    left_out = re.search(r"(\d+) diffs? left out for size", text)
    assert text.count("<details>") + int(left_out[1] if left_out else 0) == diffs


def test_annotations_are_ten_at_most_and_stand_at_a_line_of_the_baseline(tmp_path: Path) -> None:
    """The line of the page; what is left out is counted in the last."""
    file = tmp_path / "b.json"
    record = PageRecord("b", "g", "ok", "o")
    pages = {"p": record, "q": record}
    extractors = {"mine": ExtractorRecord("mine", pages=pages)}
    write_baseline(file, Baseline(corpus="c", metrics={}, extractors=extractors))
    result = _result(*[_finding() for _ in range(12)])
    found = list(annotations(GateResult(
        passed=False, baseline=str(file), run="r", extractors=result.extractors
    )))  # fmt: skip  # one result
    assert len(found) == MOST
    line = file.read_text(encoding="utf-8").splitlines().index('"p": ' + _line_of(file, "p")) + 1
    assert f",line={line}," in found[0]
    assert found[-1].startswith("::notice title=boilerbench::3 more")


def _line_of(file: Path, page: str) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f'"{page}": ')).partition(": ")[2]


@given(TEXTS)
def test_an_annotation_is_one_line_and_one_command(message: str) -> None:
    """No text of a message ends it, or begins another."""
    (found,) = annotations(_result(_finding(message, None, weight="warning")))
    assert "\n" not in found
    assert "\r" not in found
    assert found.startswith("::warning file=b.json,line=1,title=mine%3A page-f1::")


def test_the_verdict_names_what_cannot_be_compared() -> None:
    """Added pages are counted after five, re-labelled ones named; versions that changed too."""
    lines = "\n".join(verdict_lines(_result(_finding())))
    assert "since the baseline: lxml 5.0 -> 6.0" in lines
    assert "not in the baseline: new0, new1, new2, new3, new4 and 2 more" in lines
    assert "of other bytes or gold, not compared: other" in lines
    assert "FAIL p: worse  [page-f1]" in lines


@pytest.mark.parametrize(("findings", "first"), [((), "p"), ((_finding("x", "q"),), "q")])
def test_pages_with_a_finding_come_first(findings: tuple[Finding, ...], first: str) -> None:
    """Then those that fell furthest."""
    assert worst_pages(_result(*findings))[0][1].page == first
