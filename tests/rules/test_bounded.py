"""Rules that never end are ended, named and skipped; all others do their work."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from boilerbench.rules.bounded import Pruner
from boilerbench.rules.model import Css, Rule, XPath
from boilerbench.rules.pruning import prune

PAGE = b"<html><body><div class=a><p>hi</p></div>" + b"<p>q</p>" * 3000 + b"</body></html>"
SEARCHED = Rule(Css(".a p"))
INDEXED = Rule(Css(".a"))


def test_a_rule_that_does_not_end_is_skipped_from_then_on() -> None:
    """It is named on every page; the rule beside it fires, on this page and on the next."""
    endless = Rule(XPath("//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1]/foo"))
    with Pruner([endless, SEARCHED], seconds=2) as pruner:
        for _ in range(2):
            found = pruner.prune(PAGE)
            assert [one.text for one in found.removals] == ["hi"]
            assert [(one.rule, one.why) for one in found.troubles] == [
                (0, "it took longer than 2 s on a page")
            ]


def test_simple_rules_start_no_process() -> None:
    """What an index finds is found here; a process begins with the first search."""
    with Pruner([INDEXED, Rule(Css(".b p"), sites=("b.com",))]) as pruner:
        assert pruner.prune(PAGE, url="https://a.com/").fired
        assert pruner._process is None
        pruner.prune(PAGE, url="https://b.com/")
        assert pruner._process is not None


def test_what_the_process_finds_is_what_is_found_here() -> None:
    """Bytes, control, removals and troubles are alike, for all rules and for some."""
    rules = [SEARCHED, INDEXED, Rule(XPath("count(//p)")), Rule(Css("body"))]
    with Pruner(rules) as pruner:
        assert pruner.prune(PAGE) == prune(pruner.index, PAGE)
        assert pruner.prune(PAGE, only=[1]) == prune(pruner.index, PAGE, only=[1])
        assert pruner.prune(PAGE, only=[0, 2]) == prune(pruner.index, PAGE, only=[0, 2])


def test_a_process_that_dies_takes_no_page_with_it() -> None:
    """Killed between pages it is started again, and all rules go on as before."""
    with Pruner([SEARCHED, INDEXED]) as pruner:
        assert pruner.prune(PAGE).fired
        assert pruner._process is not None
        os.kill(pruner._process.process.pid, signal.SIGKILL)
        pruner._process.process.wait()
        found = pruner.prune(PAGE)
        assert [one.rule for one in found.removals] == [0, 1]
        assert not found.troubles


def test_a_process_that_cannot_begin_leaves_the_simple_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where it dies again and again its rules are skipped with the reason."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Pruner([SEARCHED, INDEXED]) as pruner:
        found = pruner.prune(PAGE)
    assert [one.rule for one in found.removals] == [1]
    assert [(one.rule, one.why) for one in found.troubles] == [
        (0, "the process that looked for its elements died")
    ]


def test_many_threads_share_one_process() -> None:
    """Pages asked for at once come back each with its own."""
    pages = [f"<body><div class=a><p>{n}</p></div></body>".encode() for n in range(20)]
    with Pruner([SEARCHED]) as pruner, ThreadPoolExecutor(4) as threads:
        found = list(threads.map(pruner.prune, pages))
    assert [one.removals[0].text for one in found] == [str(n) for n in range(20)]


def test_a_page_of_five_megabytes_goes_through() -> None:
    """Neither pipe is in the way of a large page."""
    page = (
        b"<body><div class=a><p>hi</p></div>"
        + (b"<i>" + b"word " * 200 + b"</i>") * 5000
        + b"</body>"
    )
    with Pruner([SEARCHED], seconds=60) as pruner:
        assert [one.text for one in pruner.prune(page).removals] == ["hi"]


def test_the_searcher_ends_with_its_input(tmp_path: Path) -> None:
    """Nobody has to kill it: where its input ends, so does it, with nothing on its output."""
    ended = subprocess.run(
        [sys.executable, "-m", "boilerbench.rules.searcher"],
        input=b"",
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=True,
    )
    assert ended.stdout == b""


def test_a_rule_that_cannot_be_compiled_is_refused_at_once() -> None:
    """Before any page."""
    with pytest.raises(ValueError, match="is no CSS selector"):
        Pruner([Rule(Css("p{"))])
