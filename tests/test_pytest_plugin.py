"""The gate as tests, in sessions of pytest of their own."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from boilerbench import open_corpus
from boilerbench.corpora.corpus import select

pytest_plugins = ["pytester"]
PAGES = 6

TEST = """
import pytest

@pytest.mark.boilerbench("mine=outputs:mine.json", baseline="b.json", {more})
def test_extraction(boilerbench_gate):
    boilerbench_gate.check()
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with stored outputs that are gold, and a test of them per page."""
    _store(pytester.path)
    _write_test(pytester, "per='page', pages=" + repr(_ids()))
    return pytester


def _ids() -> list[str]:
    return [page.id for page in select(open_corpus("news"), limit=PAGES).pages]


def _store(folder: Path, **changes: str) -> None:
    corpus = select(open_corpus("news"), limit=PAGES)
    texts = {page.id: page.gold.ideal for page in corpus.pages} | changes
    (folder / "mine.json").write_text(json.dumps(texts), encoding="utf-8")


def _write_test(pytester: pytest.Pytester, more: str) -> None:
    pytester.makepyfile(TEST.format(more=more))


def _run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """A session without the plugins of ours that have nothing to do with it."""
    return pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:benchmark", *arguments)


def test_a_baseline_is_pinned_and_then_held(suite: pytest.Pytester) -> None:
    """Without a baseline every test says how to pin one; pinned, all pass, and once summed up."""
    result = _run(suite)
    result.assert_outcomes(failed=PAGES + 1)
    result.stdout.fnmatch_lines(["*There is no baseline*"])
    result = _run(suite, "--boilerbench-update")
    result.assert_outcomes(passed=PAGES + 1)
    result.stdout.fnmatch_lines(["*b.json is pinned."])
    result = _run(suite)
    result.assert_outcomes(passed=PAGES + 1)
    result.stdout.fnmatch_lines(["mine: no page of 6 changed", "The gate is passed."])


def test_the_page_that_got_worse_is_the_test_that_fails(suite: pytest.Pytester) -> None:
    """And the one of all pages, as the mean fell too; every other page passes."""
    _run(suite, "--boilerbench-update")
    broken = _ids()[2]
    _store(suite.path, **{broken: ""})
    result = _run(suite, "-v")
    result.assert_outcomes(failed=2, passed=PAGES - 1)
    result.stdout.fnmatch_lines([f"*[[]mine-{broken}[]] FAILED*"])
    result.stdout.fnmatch_lines(["*the output is empty and was not  [[]empty[]]"])
    assert "Traceback" not in result.stdout.str()


def test_nothing_worse_is_pinned_unless_allowed(suite: pytest.Pytester) -> None:
    """The session ends red, says what fell, and leaves the file as it was."""
    _run(suite, "--boilerbench-update")
    before = (suite.path / "b.json").read_bytes()
    _store(suite.path, **{_ids()[0]: ""})
    result = _run(suite, "--boilerbench-update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*left as it was*"])
    assert (suite.path / "b.json").read_bytes() == before
    result = _run(suite, "--boilerbench-update", "--boilerbench-allow-regression")
    assert result.ret == 0
    assert (suite.path / "b.json").read_bytes() != before


def test_side_by_side_the_summary_and_the_pinning_are_the_controllers(
    suite: pytest.Pytester,
) -> None:
    """With two processes of pytest-xdist there is one summary, and one file is written."""
    result = _run(suite, "-n", "2", "--boilerbench-update")
    result.assert_outcomes(passed=PAGES + 1)
    assert result.stdout.str().count("b.json is pinned.") == 1
    result = _run(suite, "-n", "2")
    result.assert_outcomes(passed=PAGES + 1)
    assert result.stdout.str().count("The gate is passed.") == 1


def test_values_are_properties_of_a_junit_file(suite: pytest.Pytester) -> None:
    """A page's test has the page's values."""
    _run(suite, "--boilerbench-update")
    _run(suite, "--junitxml", "junit.xml")
    tree = ET.parse(suite.path / "junit.xml")  # noqa: S314  written by pytest a moment ago
    cases = tree.findall(".//testcase")
    assert len(cases) == PAGES + 1
    for case in cases:
        found = {one.get("name"): one.get("value") for one in case.iter("property")}
        assert found["boilerbench.shingles(n=4).f1"] == "1.0000"


def test_a_test_per_extractor_has_all_findings(pytester: pytest.Pytester) -> None:
    """The usual way: one test, and what got worse stands in its message."""
    _store(pytester.path)
    _write_test(pytester, "pages=" + repr(_ids()))
    _run(pytester, "--boilerbench-update").assert_outcomes(passed=1)
    _store(pytester.path, **{_ids()[1]: ""})
    result = _run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*mine got worse:", f"*{_ids()[1]}: the output is empty*"])


def test_ini_options_stand_for_what_the_marker_leaves_out(pytester: pytest.Pytester) -> None:
    """Specs, baseline, metrics and tolerances of the ini file; no marker is needed then."""
    _store(pytester.path)
    pytester.makeini(
        "[pytest]\nboilerbench_specs = mine=outputs:mine.json\nboilerbench_baseline = b.json\n"
        "boilerbench_metrics = tokens\nboilerbench_tolerances =\n    empty:off\n    f1:1\n"
        "    precision:1\n    recall:1\n    paired-f1:1\n"
    )
    pytester.makepyfile(
        "import pytest\n"
        f"@pytest.mark.boilerbench(pages={_ids()!r})\n"
        "def test_it(boilerbench_gate):\n    boilerbench_gate.check()\n"
    )
    _run(pytester, "--boilerbench-update").assert_outcomes(passed=1)
    _store(pytester.path, **{_ids()[1]: ""})
    _run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("per='site'", "*per is 'extractor' or 'page'*"),
        ("corpora='x'", "*boilerbench() has no 'corpora'*"),
        ("corpus='nowhere'", "*nowhere*"),
    ],
)
def test_a_wrong_marker_is_told_in_a_sentence(
    pytester: pytest.Pytester, more: str, told: str
) -> None:
    """Collection ends with what is wrong, not with a trace of ours."""
    _store(pytester.path)
    _write_test(pytester, more)
    result = _run(pytester)
    assert result.ret != 0
    result.stdout.fnmatch_lines([told])
    assert "Error" not in result.stdout.str()


def test_where_nobody_asks_nothing_is_loaded_or_told(pytester: pytest.Pytester) -> None:
    """A suite without the fixture pays for a handful of hooks."""
    pytester.makepyfile(
        "import sys\ndef test_it():\n    assert 'boilerbench.gating' not in sys.modules\n"
    )
    result = _run(pytester)
    result.assert_outcomes(passed=1)
    assert "boilerbench ==" not in result.stdout.str()


def test_a_baseline_of_other_pages_is_pinned_without_a_comparison(suite: pytest.Pytester) -> None:
    """As on the command line; it can't be said what of it is worse."""
    _run(suite, "--boilerbench-update")
    _write_test(suite, "pages=" + repr(_ids()[:2]))
    result = _run(suite, "--boilerbench-update")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*b.json is pinned without a comparison: 2 of the 6 pages*"])
    _run(suite).assert_outcomes(passed=1)


def test_two_tests_do_not_pin_one_baseline(suite: pytest.Pytester) -> None:
    """The second would take what the first wrote; it is told, and the session is red."""
    other = TEST.replace("test_extraction", "test_other").format(more="pages=" + repr(_ids()[:2]))
    suite.makepyfile(test_other=other)
    result = _run(suite, "--boilerbench-update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*is pinned.", "*give each a baseline of its own."])


def test_a_damaged_baseline_is_told_in_a_sentence(suite: pytest.Pytester) -> None:
    """Also where it is to be pinned anew: what is damaged may be somebody's work."""
    (suite.path / "b.json").write_text("[]", encoding="utf-8")
    result = _run(suite, "--boilerbench-update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()
    result.stdout.fnmatch_lines(["*is no baseline*"])


def test_two_markers_on_one_test_are_refused(pytester: pytest.Pytester) -> None:
    """The test is named, and neither marker wins in silence."""
    _store(pytester.path)
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.mark.boilerbench('mine=outputs:mine.json', baseline='a.json')\n"
        "@pytest.mark.boilerbench('mine=outputs:mine.json', baseline='b.json')\n"
        "def test_it(boilerbench_gate):\n    boilerbench_gate.check()\n"
    )
    result = _run(pytester)
    result.stdout.fnmatch_lines(["*::test_it: two markers boilerbench() say different things*"])


def test_a_run_that_could_not_be_made_is_not_pinned(suite: pytest.Pytester) -> None:
    """Every test says why, without a trace; what an earlier session pinned stays."""
    _run(suite, "--boilerbench-update")
    before = (suite.path / "b.json").read_bytes()
    (suite.path / "mine.json").write_text("[", encoding="utf-8")
    result = _run(suite, "--boilerbench-update")
    assert result.ret != 0
    assert "is pinned" not in result.stdout.str()
    assert "Traceback" not in result.stdout.str()
    assert "During handling" not in result.stdout.str()
    assert (suite.path / "b.json").read_bytes() == before


def test_paths_begin_at_the_root_wherever_pytest_is_started(suite: pytest.Pytester) -> None:
    """From a folder below, specs and baseline are still found."""
    below = suite.mkdir("below")
    for file in suite.path.glob("test_*.py"):
        file.rename(below / file.name)
    suite.makeini("[pytest]")
    _run(suite, "--boilerbench-update").assert_outcomes(passed=PAGES + 1)
    os.chdir(below)
    _run(suite, "--rootdir", str(suite.path)).assert_outcomes(passed=PAGES + 1)
    assert (suite.path / "b.json").is_file()
