"""Hosts other than the run's own: what they have to find out, and what they may not do."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from boilerbench import batches as batching
from boilerbench.answers import answers_of
from boilerbench.batches import BYTES, Home, batches, extract_at, extract_batch, home_of
from boilerbench.commands import Command
from boilerbench.corpora import open_corpus
from boilerbench.errors import RunError
from boilerbench.extracting import end_workers
from boilerbench.hosts import Host, this_host
from boilerbench.manifests import Machine, Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.running import run
from boilerbench.runs import Run, read_run
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import System

MakeCorpus = Callable[..., Path]

ANOTHER = Host("node7", "node7 elsewhere", Machine("Linux 1 x86_64", "3.11.7", "Other CPU", 64))
PAGE = Page("p", HtmlBytes(b"<p>The ferry left."), Gold())
KEEPS_ALL = "def extract(html, url=None):\n    return html\n"


@pytest.fixture
def spec(tmp_path: Path) -> str:
    (tmp_path / "mine.py").write_text(KEEPS_ALL, encoding="utf-8")
    return str(tmp_path / "mine.py")


@pytest.fixture
def system(spec: str) -> System:
    (found,) = resolve_all([parse_spec(spec)], Settings(), jobs=1, say=print)
    with SessionPool(1) as pool:
        return greet_all([found], pool, jobs=1)[0]


@pytest.fixture
def home(system: System) -> Iterator[Home]:
    """A run that began on another host than the one that is asked to work for it."""
    made = replace(home_of([system], Settings(), 1), host=ANOTHER)
    yield made
    end_workers(made.run)


def test_another_host_resolves_for_itself(system: System, home: Home) -> None:
    """It does not start the command of the run's host, but what the spec is here, once."""
    assert isinstance(system.origin, Command)
    broken = System(system.record, replace(system.origin, target="/no/where.py"))
    first, second = (extract_at(broken, PAGE, home=home) for _ in range(2))
    assert (first.outcome, first.text) == ("ok", "<p>The ferry left.")
    assert (second.outcome, second.timing and second.timing.first) == ("ok", False)


def test_other_code_elsewhere_extracts_nothing(system: System, home: Home) -> None:
    """Its pages are unavailable, and the reason names both hosts and both fingerprints."""
    home = replace(home, fingerprints={system.record.spec: "0" * 16})
    found = extract_at(system, PAGE, home=home)
    assert found.outcome == "unavailable"
    assert found.reason is not None
    for part in (this_host().name, "node7", "0" * 16, system.record.fingerprint):
        assert part in found.reason


def test_what_another_host_lacks_is_said(spec: str, system: System, home: Home) -> None:
    """A file that is not there and another boilerbench are reasons, not errors."""
    Path(spec).unlink()
    found = extract_at(system, PAGE, home=home)
    assert found.outcome == "unavailable"
    assert (found.reason or "").startswith(f"on {this_host().name}: ")
    old = replace(home, run="another", version="0.0.1")
    reason = extract_at(system, PAGE, home=old).reason or ""
    assert "node7 has 0.0.1: install one version on both" in reason


def test_a_worker_that_does_not_start_elsewhere_is_a_reason(
    spec: str, system: System, home: Home
) -> None:
    """Its import failed here, whatever it did on the run's host."""
    Path(spec).write_text(f"import no_such_module\n{KEEPS_ALL}", encoding="utf-8")
    assert "no_such_module" in (extract_at(system, PAGE, home=home).reason or "")


class Elsewhere(ThreadPoolExecutor):
    """An executor whose threads say that they are another host."""

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        return super().submit(_moved, partial(task, *given, **named))


def _moved(work: Callable[[], batching.Done]) -> batching.Done:
    return replace(work(), host=ANOTHER)


def test_extractions_carry_their_host(make_corpus: MakeCorpus, spec: str, tmp_path: Path) -> None:
    """`run.json` knows each host; with pages of unlike machines no speed is shown."""
    corpus = open_corpus(make_corpus(4))
    with Elsewhere(2) as executor:
        made = run([spec, "oracle"], corpus, out=tmp_path / "r", jobs=2, executor=executor)
    assert made.manifest == read_run(made.path).manifest
    assert made.manifest.hosts == {"node7": ANOTHER.machine}
    assert _hosts(made, 0) == {"node7"}
    assert _hosts(made, 1) == {None}
    assert answers_of(made, corpus)[0].speed is not None
    more = run(["nothing"], corpus, out=made.path)
    assert [one.speed for one in answers_of(more, corpus)] == [None, None, None]


def _hosts(made: Run, number: int) -> set[str | None]:
    return {one.host for one in made.extractions(made.manifest.systems[number]).values()}


def test_a_run_that_goes_on_elsewhere_marks_what_is_made_there(
    make_corpus: MakeCorpus, spec: str, tmp_path: Path
) -> None:
    """The machine of a run stays that of its first extractions."""
    corpus = open_corpus(make_corpus(2))
    made = run([spec], corpus, out=tmp_path / "r")
    text = (made.path / "run.json").read_text(encoding="utf-8")
    cores = made.manifest.machine.cores
    text = text.replace(f'"cores": {cores}', f'"cores": {cores + 7}')
    (made.path / "run.json").write_text(text, encoding="utf-8")
    more = run(["nothing"], corpus, out=made.path)
    assert more.manifest.machine.cores == cores + 7
    assert _hosts(more, 1) == {this_host().name}
    assert more.manifest.hosts == {this_host().name: made.manifest.machine}


def test_batches_carry_bytes_and_no_gold(make_corpus: MakeCorpus) -> None:
    """Another host needs no file and sees no gold; few pages make small batches."""
    pages = open_corpus(make_corpus(9)).pages
    found = list(batches(pages, 1))
    assert [len(batch) for batch in found] == [2, 2, 2, 2, 1]
    assert [page.id for batch in found for page in batch] == [page.id for page in pages]
    for page, here in zip((p for batch in found for p in batch), pages, strict=True):
        assert (page.source, page.gold) == (HtmlBytes(here.source.read()), Gold())
        assert (page.url, page.language, page.told()) == (here.url, here.language, here.told())


def test_batches_are_read_when_they_are_asked_for() -> None:
    """Large pages travel alone, and none is read before its time."""
    read: list[int] = []

    class Large:
        def __init__(self, number: int) -> None:
            self.number = number

        def read(self) -> bytes:
            read.append(self.number)
            return b"x" * (BYTES - 1)

    pages = [Page(f"p{n}", Large(n), Gold()) for n in range(200)]
    found = batches(pages, 1)
    assert [page.id for page in next(found)] == ["p0"]
    assert read == [0, 1]


def test_an_executor_that_breaks_ends_the_run_with_what_stands(
    make_corpus: MakeCorpus, spec: str, tmp_path: Path
) -> None:
    """A pool whose process died, or that was shut down, is named with the way on."""
    corpus = open_corpus(make_corpus(3))
    closed = ThreadPoolExecutor(1)
    closed.shutdown()
    with pytest.raises(RunError, match=r"engine failed \(RuntimeError: .*0 of 3 .*--resume --out"):
        run([spec], corpus, out=tmp_path / "a", executor=closed)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        dead: Future[None] = pool.submit(_exit)
        assert dead.exception() is not None
        with pytest.raises(RunError, match=r"engine failed \(BrokenProcessPool: "):
            run([spec], corpus, out=tmp_path / "b", executor=pool)


def test_what_was_done_when_an_executor_broke_is_recorded(
    make_corpus: MakeCorpus, spec: str, tmp_path: Path
) -> None:
    """An executor that takes no further batch has given back those that it took before."""
    with ThreadPoolExecutor(1) as threads:

        class Closing(Executor):
            taken = 0

            def submit(self, task: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
                self.taken += 1
                if self.taken == 4:
                    raise RuntimeError("cannot schedule new futures after shutdown")
                done = threads.submit(task, *arguments, **named)
                done.exception()
                return done

        with pytest.raises(RunError, match=r"engine failed .*with 3 of 16 "):
            run([spec], open_corpus(make_corpus(16)), out=tmp_path, jobs=4, executor=Closing())


def _exit() -> None:
    os._exit(1)


def test_a_batch_says_where_it_was_extracted(system: System) -> None:
    """Whoever extracts signs with the host."""
    home = home_of([system], Settings(), 1)
    done = extract_batch(system, [PAGE], extract=partial(extract_at, home=home))
    end_workers(home.run)
    assert done.host == this_host()
    assert [one.outcome for one in done.extractions] == ["ok"]
