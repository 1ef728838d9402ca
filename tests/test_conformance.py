"""The conformance suite: everything that must hold can fail, and the rest is only reported."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench import probes
from boilerbench.commands import Command
from boilerbench.conformance import CASES, Case, Finding, check
from boilerbench.errors import UnavailableError
from boilerbench.launching import Place
from tests.evil import ADVERSARIES, command_for, needs_node

MUST = [(case.name, case.claims[0].name) for case in CASES]
EVIL = "<!-- evil -->"


def adversary(name: str, act: str, timeout: float = 30.0) -> Command:
    target = str(ADVERSARIES / f"{name}.py")
    return Command(sys.executable, target, (("act", act),), timeout=timeout, memory_mb=512)


def evil_on(*names: str) -> tuple[Case, ...]:
    """The cases but the slowest, the page of some marked so that an adversary acts on it."""

    def mark(case: Case) -> Case:
        return replace(case, page=lambda: case.page() + EVIL.encode())

    quick = [case for case in CASES if case.name != "10 MB page"]
    return tuple(mark(case) if case.name in names else case for case in quick)


def failed(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.case, one.claim) for one in found if one.verdict == "fails"]


def adapter(folder: Path, *lines: str) -> Command:
    file = folder / "written.py"
    body = "".join(f"    {line}\n" for line in lines)
    file.write_text(f"def extract(html, url=None):\n{body}", encoding="utf-8")
    return Command(sys.executable, str(file), timeout=2.0)


def happened(found: Sequence[Finding], case: str, claim: str) -> str:
    return next(one.happened for one in found if (one.case, one.claim) == (case, claim))


def test_all_raw_html_holds_everything() -> None:
    """The plainest adapter keeps every claim that must hold, and each call's cost is known."""
    found = check(adversary("results", "none"))
    must = [one for one in found if one.must]
    expected = [("worker", "starts"), *MUST, ("all pages", "no network attempt")]
    assert [(one.case, one.claim) for one in must] == expected
    assert {one.verdict for one in must} == {"holds"}
    assert all(one.wall_ms is not None and one.peak_memory for one in must[1:-1])
    assert happened(found, "article", "article text") == "4 of 4 paragraphs"
    assert happened(found, "article", "script, style text") == "text of script and style"
    assert happened(found, "10 MB page", "end of the text") == "kept"


@pytest.mark.parametrize(
    ("name", "act", "outcome"),
    [
        ("deaths", "segfault", "crash"),
        ("deaths", "hard-exit", "crash"),
        ("results", "bytes", "bad-output"),
        ("results", "wrong-key", "bad-output"),
        ("channels", "babble", "bad-output"),
    ],
)
@pytest.mark.parametrize("case", ["empty page", "5,000 nested elements"])
def test_a_broken_contract_fails_its_own_case(name: str, act: str, outcome: str, case: str) -> None:
    """A crash or a result of the wrong kind fails the page it happened on, and no other."""
    found = check(adversary(name, act), evil_on(case))
    assert failed(found) == [(case, "keeps the contract")]
    assert happened(found, case, "keeps the contract").startswith(f"{outcome}: ")


@pytest.mark.parametrize("act", ["plain", "system-exit", "memory"])
def test_an_error_is_the_librarys_way_on_an_odd_page_only(act: str) -> None:
    """Raising on an empty page is reported; raising on an article fails."""
    found = check(adversary("errors", act), evil_on("empty page", "article again"))
    assert failed(found) == [("article again", "gives the same")]
    assert happened(found, "empty page", "keeps the contract").startswith(("error", "memory"))


def test_a_timeout_on_the_long_page_is_reported(tmp_path: Path) -> None:
    """Who needs too long for 10 MB holds all that must hold, and the row says so."""
    found = check(adapter(tmp_path, "while len(html) > 1 << 20: pass", "return html"))
    assert failed(found) == []
    assert happened(found, "10 MB page", "keeps the contract").startswith("timeout: no answer")
    assert happened(found, "10 MB page", "end of the text") == "lost"


def test_an_article_must_be_answered() -> None:
    """An adapter that fails on an ordinary page fails, whatever its way of failing."""
    assert failed(check(adversary("errors", "final"), evil_on("article"))) == [
        ("article", "is answered"),
        ("article again", "gives the same"),
        ("article after these", "gives the same"),
        ("article, new worker", "gives the same"),
    ]


def test_a_url_must_not_be_needed(tmp_path: Path) -> None:
    """An adapter that takes the URL apart fails where none is known."""
    found = check(adapter(tmp_path, "return html + url.lower()"))
    assert failed(found) == [("no URL known", "is answered")]
    assert "AttributeError" in happened(found, "no URL known", "is answered")


@pytest.mark.parametrize(
    ("act", "cases"),
    [
        ("count", ["article again", "article after these"]),
        ("drop-seen", ["article again", "article after these"]),
        ("tire", ["article after these"]),
        ("per-process", ["article, new worker"]),
        ("random", ["article again", "article after these", "article, new worker"]),
    ],
)
def test_equal_calls_must_give_equal_text(act: str, cases: list[str]) -> None:
    """What an extractor remembers, draws by lot or takes from its process is found out."""
    articles = [case.name for case in CASES if case.page is probes.article and case.url]
    found = check(adversary("states", act), evil_on(*articles))
    assert failed(found) == [(case, "gives the same") for case in cases]


@pytest.mark.parametrize("act", ["look-up", "connect-ex", "datagram"])
def test_an_attempt_on_the_network_fails(act: str) -> None:
    """Whoever tries to connect or to look up a name is found out, also if it says nothing."""
    cases = [replace(one, url="9") if one.url else one for one in evil_on("links and pictures")]
    found = check(adversary("surroundings", act), cases)
    assert failed(found) == [("all pages", "no network attempt")]
    assert "links and pictures" in happened(found, "all pages", "no network attempt")


@needs_node
@pytest.mark.parametrize(
    ("name", "act", "fails"),
    [
        ("deaths", "segfault", ("links and pictures", "keeps the contract")),
        ("surroundings", "look-up", ("all pages", "no network attempt")),
    ],
)
def test_node_is_asked_the_same(name: str, act: str, fails: tuple[str, str]) -> None:
    """An adapter in JavaScript is held to the same claims, and fails them as one in Python does."""
    command = command_for("node", ADVERSARIES / f"{name}.mjs", options=(("act", act),))
    assert failed(check(command, evil_on("links and pictures"))) == [fails]


def programmed(folder: Path, source: str) -> Command:
    (folder / "program.py").write_text(f"import os, sys\n{source}\n", encoding="utf-8")
    place = Place(str(folder), os.environ["PATH"])
    arguments = (str(folder / "program.py"),)
    return Command(
        sys.executable,
        "exec:program",
        runtime="exec",
        arguments=arguments,
        place=place,
        input="bytes",
    )


def test_a_program_may_end_with_an_exit_code(tmp_path: Path) -> None:
    """The exit code of `exec:` is its error, a signal a crash; network attempts are not seen."""
    page = "page = sys.stdin.buffer.read(); sys.stdout.buffer.write(page)"
    found = check(programmed(tmp_path, f"{page}\nsys.exit(not page.strip())"), evil_on())
    assert failed(found) == []
    said = happened(found, "empty page", "keeps the contract")
    assert said.startswith("error: exited with code 1")
    assert (found[-1].verdict, found[-1].happened) == ("reported", "not seen in a program")
    killed = check(programmed(tmp_path, f"{page}\nif not page: os.abort()"), evil_on())
    assert failed(killed) == [("empty page", "keeps the contract")]


def test_an_adapter_that_cannot_be_imported_is_unavailable(tmp_path: Path) -> None:
    """Without a worker there is nothing to check, and the reason is the import's own."""
    file = tmp_path / "broken.py"
    file.write_text("import nowhere_to_be_found\n\ndef extract(html, url=None): ...\n", "utf-8")
    with pytest.raises(UnavailableError, match="nowhere_to_be_found"):
        check(Command(sys.executable, str(file)))


def test_deep_text_and_surrogates_are_reported(tmp_path: Path) -> None:
    """What was lost below or had to be replaced is told, and fails nobody."""
    found = check(adapter(tmp_path, r"return html[:2000] + '\ud800' * html.count('&#xD800;')"))
    assert failed(found) == []
    assert happened(found, "5,000 nested elements", "bottom text") == "lost"
    assert happened(found, "NUL, lone surrogates", "lone surrogates") == "1 replaced by U+FFFD"


def test_an_adapter_of_bytes_gets_the_page_as_served(tmp_path: Path) -> None:
    """Where the adapter decodes, a wrong charset is its own to find."""
    command = adapter(tmp_path, "return html.decode('utf-8')")
    found = check(replace(command, input="bytes"))
    assert failed(found) == []
    assert "UnicodeDecodeError" in happened(found, "wrong charset", "keeps the contract")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_is_what_it_says(case: Case) -> None:
    """The first claim of a case must hold and the others need not; a page is the same each time."""
    assert [claim.must for claim in case.claims] == [True, *[False] * (len(case.claims) - 1)]
    assert case.page() == case.page()


def test_the_pages_hold_what_their_cases_are_about() -> None:
    """Depth, size, encoding and markers of the made pages are the ones that are claimed."""
    assert probes.nested(254).count(b"<div>") == 254
    assert len(probes.long(10 << 20)) >= 10 << 20
    assert probes.LAST.encode() in probes.long(1 << 10)
    with pytest.raises(UnicodeDecodeError):
        probes.mislabelled().decode()
    assert all(len(paragraph) > 200 for paragraph in probes.PARAGRAPHS)
    for page in (probes.article(), probes.linked(), probes.unencodable(), probes.xml_declared()):
        assert all(paragraph.encode() in page for paragraph in probes.PARAGRAPHS)
