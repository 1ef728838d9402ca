"""Runs on a dask cluster, with real processes: what comes of them is what comes of a local run."""

import os
import re
import signal
import socket
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from distributed import Client

from boilerbench.corpora import open_corpus
from boilerbench.engines import hired
from boilerbench.errors import RunError, UsageError
from boilerbench.manifests import Settings
from boilerbench.records import Extraction
from boilerbench.rules.applying import run_rules
from boilerbench.rules.model import Css, Repeated, Rule
from boilerbench.running import run
from boilerbench.runs import Run
from tests.engines.clusters import Cluster, cluster

MakeCorpus = Callable[..., Path]

KEEPS_ALL = "def extract(html, url=None):\n    return html\n"


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


def adapter(folder: Path, code: str, name: str = "mine.py") -> str:
    (folder / name).write_text(code, encoding="utf-8")
    return str(folder / name)


def outputs(made: Run) -> list[dict[str, Extraction]]:
    """What every system extracted, without what no two runs share."""
    return [
        {
            page: msgspec.structs.replace(one, timing=None)
            for page, one in made.extractions(system).items()
        }
        for system in made.manifest.systems
    ]


def test_a_cluster_extracts_what_the_machine_itself_does(
    two_workers: Cluster, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """The outputs are equal page by page; gold and stored outputs never leave the host."""
    corpus = open_corpus(make_corpus(20))
    specs = [adapter(tmp_path, KEEPS_ALL), "oracle"]
    with hired("dask", two_workers.address, None) as engine:
        assert engine.jobs == 2
        made = run(specs, corpus, out=tmp_path / "a", jobs=2, executor=engine.executor)
    assert outputs(made) == outputs(run(specs, corpus, out=tmp_path / "b"))
    assert made.manifest.hosts == {}
    assert all(worker.poll() is None for worker in two_workers.workers), "the cluster still stands"


def test_rules_go_with_the_pages(
    two_workers: Cluster, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Pages are pruned and outputs cleaned on the cluster as they are here."""
    corpus, spec = open_corpus(make_corpus(6)), adapter(tmp_path, KEEPS_ALL)
    some = (Rule(Css("div.newsletter")), Rule(Repeated(2)), Rule(Css("body")))
    rules, said = run_rules("some.toml", some), list[str]()
    with hired("dask", two_workers.address, 2) as engine:
        made = run(
            [spec],
            corpus,
            out=tmp_path / "a",
            executor=engine.executor,
            rules=rules,
            say=said.append,
        )
    assert [
        line for line in said if line.startswith("Rule css body was skipped on 6 pages: ")
    ] == said
    assert len(said) == 1
    assert outputs(made) == outputs(run([spec], corpus, out=tmp_path / "b", rules=rules))
    assert all("morning letter" not in one.text for one in outputs(made)[0].values())


def test_workers_end_with_the_run(
    two_workers: Cluster, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """A cluster that is left running is left without our workers, so changed code is seen."""
    corpus, spec = open_corpus(make_corpus(4)), adapter(tmp_path, KEEPS_ALL, "changing.py")
    with hired("dask", two_workers.address, 2) as engine:
        run([spec], corpus, out=tmp_path / "a", executor=engine.executor)
    assert not [line for line in _command_lines() if spec in line]
    adapter(tmp_path, "def extract(html, url=None):\n    return 'other'\n", "changing.py")
    with hired("dask", two_workers.address, 2) as engine:
        made = run([spec], corpus, out=tmp_path / "a", executor=engine.executor)
    assert {one.text for one in outputs(made)[0].values()} == {"other"}


def _command_lines() -> list[str]:
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(file.read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return found


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch) -> str:
    """What all processes that a test starts have in their environment, and no others."""
    made = uuid.uuid4().hex
    monkeypatch.setenv("STARTED_BY_THIS_TEST", made)
    return made


def _started(mark: str) -> set[int]:
    """The cluster's processes that stand, of those with the mark."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended, or is somebody else's
            marked = mark.encode() in (process / "environ").read_bytes()
            if marked and b"spawn_main" in (process / "cmdline").read_bytes():
                found.add(int(process.name))
    return found


def test_a_page_that_kills_every_extractor_costs_its_own_page(
    two_workers: Cluster, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """What dies is the extractor's process, not the cluster's, and all other pages are there."""
    kills = (
        "import os, signal\ndef extract(html, url=None):\n"
        "    if 'number 3' in html:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return 'fine'\n"
    )
    hangs = kills.replace("os.kill(os.getpid(), signal.SIGKILL)", "__import__('time').sleep(60)")
    specs = [adapter(tmp_path, kills, "k.py"), adapter(tmp_path, hangs, "h.py")]
    settings = Settings(timeout=1.0)
    with hired("dask", two_workers.address, 2) as engine:
        made = run(
            specs,
            open_corpus(make_corpus(9)),
            out=tmp_path / "r",
            executor=engine.executor,
            settings=settings,
        )
    killed, hung = outputs(made)
    assert {page for page, one in killed.items() if one.outcome != "ok"} == {"page3"}
    assert (killed["page3"].outcome, len(killed)) == ("crash", 9)
    assert (hung["page3"].outcome, hung["page3"].attempts, len(hung)) == ("timeout", 2, 9)
    assert list(hung)[-1] == "page3"


def test_a_cluster_of_this_machine_is_ended_with_the_run(
    make_corpus: MakeCorpus, tmp_path: Path, mark: str
) -> None:
    """Without an address a cluster is started, and nothing of it is left."""
    with hired("dask", None, 1) as engine:
        corpus, spec = open_corpus(make_corpus(2)), adapter(tmp_path, KEEPS_ALL)
        made = run([spec], corpus, out=tmp_path / "r", executor=engine.executor)
    assert [one.outcome for one in outputs(made)[0].values()] == ["ok", "ok"]
    assert not _started(mark)


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody listens, and a cluster without workers, end with what to do."""
    monkeypatch.setattr("boilerbench.engines.dask.CONNECT_SECONDS", 1)
    with (
        pytest.raises(RunError, match=r"No dask scheduler answers at tcp://127.0.0.1:1 "),
        hired("dask", "tcp://127.0.0.1:1", 1),
    ):
        pass


@pytest.mark.parametrize("address", ["", "nonsense", "foo://x", "tls://127.0.0.1:1", "ucx://a:1"])
def test_what_is_no_address_is_told_without_a_client(address: str) -> None:
    """No client is left that goes on trying, and an empty address means no cluster of our own."""
    before = set(threading.enumerate())
    told = f"No dask scheduler answers at {re.escape(address)} "
    with pytest.raises(RunError, match=told), hired("dask", address, 1):
        pass
    assert {thread.name for thread in set(threading.enumerate()) - before} <= {"Profile"}


def test_who_listens_but_is_no_scheduler_is_told(
    two_workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who says nothing is waited for no longer, and a worker is not taken for more."""
    monkeypatch.setattr("boilerbench.engines.dask.CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(RunError, match="nothing came within 2 s"), hired("dask", address, 1):
            pass
    with Client(two_workers.address, set_as_default=False) as client:
        worker = next(iter(client.scheduler_info()["workers"]))
    with pytest.raises(RunError, match="no dask scheduler but a Worker"), hired("dask", worker, 1):
        pass


def test_asked_to_end_while_its_cluster_starts_all_of_it_ends(mark: str) -> None:
    """A signal that comes between the processes is obeyed when all of them can be ended."""
    handler = signal.signal(signal.SIGTERM, signal.default_int_handler)
    asking = threading.Thread(target=_end_when_one_starts, args=[mark])
    try:
        asking.start()
        with pytest.raises(KeyboardInterrupt), hired("dask", None, 2):
            asking.join()
    finally:
        asking.join()
        signal.signal(signal.SIGTERM, handler)
    assert not _started(mark)


def _end_when_one_starts(mark: str) -> None:
    while not _started(mark):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_cluster_without_workers_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run does not wait for ever for workers that nobody started."""
    monkeypatch.setattr("boilerbench.engines.dask.CONNECT_SECONDS", 2)
    with (
        cluster(tmp_path, workers=0) as empty,
        pytest.raises(RunError, match="has no workers: start some with `dask worker tcp://127"),
        hired("dask", empty.address, 1),
    ):
        pass


def test_without_the_extra_a_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no dask is told what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(UsageError, match=r"pip install 'boilerbench\[cluster\]'"),
        hired("dask", None, 1),
    ):
        pass


def test_engines_are_named_in_one_table() -> None:
    """An engine that nobody knows, and a scheduler that nobody asks, are refused."""
    with pytest.raises(UsageError, match="no engine 'ray'; choose one of local, dask"):
        hired("ray", None, None)
    with pytest.raises(UsageError, match="add --engine dask"), hired("local", "tcp://x:1", 1):
        pass
    with hired("local", None, None) as engine:
        assert (engine.executor, engine.jobs) == (None, len(os.sched_getaffinity(0)))
