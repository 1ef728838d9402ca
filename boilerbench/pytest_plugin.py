"""The gate as tests: a fixture that is parametrised by extractor or page, and pins on request.

Hooks only: what they do is in `boilerbench.gating`, imported when a test asks for it, as pytest
loads this module wherever boilerbench is installed.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest

if TYPE_CHECKING:
    from boilerbench.gating.cases import GateCase, Per
    from boilerbench.gating.requests import GateRequest

FIXTURE: Final = "boilerbench_gate"
MARKER: Final = "boilerbench"
ALL_PAGES: Final = "all-pages"
INI: Final[Mapping[str, str]] = {
    "specs": "extractors to run, a SPEC a line",
    "corpus": "the corpus of gold pages",
    "baseline": "the committed baseline",
    "metrics": "metrics to pin, one a line",
    "tolerances": "CHECK:VALUE, one a line",
}
_MANY: Final = ("specs", "metrics", "tolerances")
_ASKED = pytest.StashKey[dict[Any, None]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two flags, and an ini option for each default of the marker."""
    group = parser.getgroup("boilerbench", "boilerbench: extraction held against a baseline")
    group.addoption(
        "--boilerbench-update", action="store_true", help="Pin what comes, unless it is worse."
    )
    group.addoption(
        "--boilerbench-allow-regression", action="store_true", help="Pin it though it is worse."
    )
    for name, told in INI.items():
        kind: Literal["linelist", "string"] = "linelist" if name in _MANY else "string"
        parser.addini(f"boilerbench_{name}", told, kind, default=None)


def pytest_configure(config: pytest.Config) -> None:
    """The marker, known under `--strict-markers` too."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(*specs, corpus=, baseline=, per='extractor'|'page', pages=, metrics=, "
        "tolerances=): what the fixture boilerbench_gate runs and holds against which baseline",
    )
    config.stash[_ASKED] = {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each extractor, or for each of its pages and one for all pages together."""
    if FIXTURE not in metafunc.fixturenames:
        return
    found = _asked(metafunc.definition)
    if isinstance(found, str):
        pytest.fail(f"{metafunc.definition.nodeid}: {found}", pytrace=False)
    request, per, cases = found
    ids = [f"{request.rows[spec]}-{ALL_PAGES if page is None else page}" for spec, page in cases]
    values = [(request, spec, page, per) for spec, page in cases]
    metafunc.parametrize(FIXTURE, values, ids=ids, indirect=True)


def _asked(test: pytest.Item) -> "tuple[GateRequest, Per, list[tuple[str, str | None]]] | str":
    """What a test asks for, and its cases; or the sentence that says why it cannot."""
    from boilerbench.errors import BoilerbenchError
    from boilerbench.gating.cases import asked_for, cases_of

    if sum(marker.name == MARKER for marker in test.own_markers) > 1:
        return f"two markers {MARKER}() say different things: keep one."
    try:
        request, per = asked_for(test.get_closest_marker(MARKER), test.config)
        return request, per, list(cases_of(request, per))
    except BoilerbenchError as error:
        return str(error)


@pytest.fixture
def boilerbench_gate(request: pytest.FixtureRequest) -> "GateCase":
    """One extractor, or one of its pages, held against the baseline: `.check()` fails the test."""
    from boilerbench.gating.cases import GateCase

    config = request.config
    asked, spec, page, per = request.param
    case = GateCase(asked, spec, page, per, _root(config), config.getoption(_UPDATE))
    request.node.user_properties.extend(case.properties())
    config.stash[_ASKED][asked] = None  # by now its run is of this session, and may be pinned
    return case


_UPDATE: Final = "--boilerbench-update"


def _root(config: pytest.Config) -> Path:
    """Where runs are kept between sessions, the same for all processes of one."""
    return config.rootpath / ".pytest_cache" / "boilerbench"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that only runs tests hands over what was asked; the controller pins."""
    import msgspec

    config = session.config
    asked = config.stash[_ASKED]
    if hasattr(config, "workerinput"):
        handed_over: dict[str, str] = vars(config)["workeroutput"]
        handed_over[MARKER] = msgspec.json.encode(list(asked)).decode()
    elif config.getoption(_UPDATE):
        from boilerbench.gating.cases import pin

        allowed = config.getoption("--boilerbench-allow-regression")
        pinned = [pin(one, _root(config), allowed=allowed) for one in asked]
        if not all(pinned):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a process of pytest-xdist was asked, taken over by the controller."""
    import msgspec

    from boilerbench.gating.requests import GateRequest

    told = getattr(node, "workeroutput", {}).get(MARKER, "[]")
    asked = msgspec.json.decode(told, type=list[GateRequest])
    node.config.stash[_ASKED].update(dict.fromkeys(asked))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The verdicts, once; never by a process that only runs tests."""
    asked = config.stash[_ASKED]
    if asked and not hasattr(config, "workerinput"):
        terminalreporter.section("boilerbench")
        for line in _told(asked, config):
            terminalreporter.line(line)


def _told(asked: Iterable["GateRequest"], config: pytest.Config) -> Iterator[str]:
    from boilerbench.gating.cases import told

    for one in asked:
        yield from told(one, _root(config), update=config.getoption(_UPDATE))
