"""Runs, with real workers: what is extracted, what is left alone, and what a crash costs."""

import fcntl
import json
import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import select
from boilerbench.errors import RunError, SpecError, UsageError
from boilerbench.manifests import Settings
from boilerbench.records import Extraction
from boilerbench.running import run
from boilerbench.runs import Run, read_run

MakeCorpus = Callable[..., Path]

KEEPS_ALL = 'def extract(html, url=None):\n    return "all " + str(len(html))\n'


def _adapter(folder: Path, code: str, name: str = "mine.py") -> str:
    file = folder / name
    file.write_text(code, encoding="utf-8")
    return str(file)


def _only(made: Run) -> Mapping[str, Extraction]:
    return made.extractions(made.manifest.systems[0])


class Counting:
    """Progress that counts."""

    def __init__(self) -> None:
        self.total = 0
        self.steps: list[str] = []

    def begin(self, extractions: int) -> None:
        self.total = extractions

    def step(self, system: object, extraction: Extraction) -> None:
        self.steps.append(extraction.page)

    def end(self) -> None:
        self.steps.append("end")


def test_every_page_is_extracted_and_recorded(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """The run folder holds an extraction a page, with timing and the digest of its bytes."""
    corpus = open_corpus(make_corpus(3))
    seen = Counting()
    made = run([_adapter(tmp_path, KEEPS_ALL)], corpus, out=tmp_path / "run", jobs=2, progress=seen)
    found = _only(made)
    assert set(found) == {"page0", "page1", "page2"}
    assert seen.total == 3
    assert sorted(seen.steps[:-1]) == ["page0", "page1", "page2"]
    page = found["page1"]
    assert (page.outcome, page.text[:4]) == ("ok", "all ")
    assert page.timing is not None
    assert page.timing.wall_ns > 0
    assert page.digest == corpus.page_digests["page1"]
    assert page.size == len(corpus.pages[1].source.read())


def test_new_extractors_join_a_run(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A folder keeps the extractors it had when others are added."""
    corpus = open_corpus(make_corpus(1))
    run(["oracle"], corpus, out=tmp_path / "run")
    run(["nothing"], corpus, out=tmp_path / "run")
    systems = read_run(tmp_path / "run").manifest.systems
    assert [system.spec for system in systems] == ["oracle", "nothing"]


def test_a_folder_of_another_corpus_is_refused(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Extractions of one corpus are never mixed with another's."""
    run(["oracle"], open_corpus(make_corpus(1, "a")), out=tmp_path / "run")
    with pytest.raises(RunError, match="holds a run over the corpus a, not b"):
        run(["oracle"], open_corpus(make_corpus(1, "b")), out=tmp_path / "run")


def test_two_runs_never_write_to_one_folder(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A folder in use is refused instead of mixed up."""
    folder = tmp_path / "run"
    folder.mkdir()
    with (folder / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(RunError, match="Another run is writing"):
            run(["oracle"], open_corpus(make_corpus(1)), out=folder)


def test_the_scale_is_what_it_says(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """The oracle gives the gold, `everything` the HTML, `nothing` nothing; no worker sees gold."""
    corpus = open_corpus(make_corpus(1))
    made = run(["oracle", "everything", "nothing"], corpus, out=tmp_path / "run", jobs=2)
    oracle, everything, nothing = (made.extractions(s)["page0"] for s in made.manifest.systems)
    assert oracle.text == corpus.pages[0].gold.text
    assert oracle.timing is None
    assert everything.text == corpus.pages[0].source.read().decode()
    assert (nothing.outcome, nothing.text) == ("empty", "")


def test_a_timeout_is_tried_once_more_alone(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A page at its deadline gets a second chance, and both outcomes are recorded."""
    code = (
        "import time\n"
        "def extract(html, url=None):\n"
        "    if 'number 1' in html:\n"
        "        time.sleep(60)\n"
        "    return 'fine'\n"
    )
    corpus = open_corpus(make_corpus(3))
    settings = Settings(timeout=1.0)
    made = run([_adapter(tmp_path, code)], corpus, out=tmp_path / "run", jobs=2, settings=settings)
    found = _only(made)
    assert [found[f"page{n}"].outcome for n in range(3)] == ["ok", "timeout", "ok"]
    assert (found["page1"].attempts, found["page1"].first_outcome) == (2, "timeout")
    assert list(found)[-1] == "page1"


def test_what_cannot_run_has_a_reason_and_costs_nothing_else(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """A missing outputs file and an adapter that fails to import leave the rest alone."""
    broken = _adapter(tmp_path, "import no_such_module\ndef extract(html, url=None): ...", "b.py")
    specs = [f"outputs:{tmp_path}/none.json", "oracle", broken, "call:no_such_package.x:f"]
    made = run(specs, open_corpus(make_corpus(1)), out=tmp_path / "run")
    reasons = [system.reason for system in made.manifest.systems]
    assert reasons[0] is not None
    assert "cannot be read" in reasons[0]
    assert reasons[1] is None
    assert reasons[2] is not None
    assert "no_such_module" in reasons[2]
    assert reasons[3] is not None
    assert "There is no module 'no_such_package'" in reasons[3]
    assert made.extractions(made.manifest.systems[0]) == {}


def test_pages_without_a_stored_output_are_not_dropped(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """A stored prediction that lacks a page makes that page a failure with a reason."""
    (tmp_path / "o.json").write_text(json.dumps({"page0": "text"}), encoding="utf-8")
    made = run([f"outputs:{tmp_path}/o.json"], open_corpus(make_corpus(2)), out=tmp_path / "run")
    found = _only(made)
    assert (found["page0"].outcome, found["page0"].text) == ("ok", "text")
    assert (found["page1"].outcome, found["page1"].reason) == (
        "unavailable",
        "no output is stored for this page",
    )


def test_processes_can_extract_too(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Any executor of threads or processes drives a run."""
    corpus, spec = open_corpus(make_corpus(3)), _adapter(tmp_path, KEEPS_ALL)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        made = run([spec, "oracle"], corpus, out=tmp_path / "r1", jobs=2, executor=executor)
    assert {e.outcome for e in _only(made).values()} == {"ok"}
    with ThreadPoolExecutor(2) as executor:
        made = run([spec, "oracle"], corpus, out=tmp_path / "r2", jobs=2, executor=executor)
    assert len(_only(made)) == 3


def test_going_on_with_fewer_pages_is_refused(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A selection never shrinks what a run folder is about; a larger one extends it."""
    corpus = open_corpus(make_corpus(3))
    two = select(corpus, pages=["page[01]"])
    run(["oracle"], two, out=tmp_path / "r")
    assert len(_only(run(["oracle"], corpus, out=tmp_path / "r"))) == 3
    with pytest.raises(RunError, match=r"leaves out 1 of them \(one is page2\)"):
        run(["oracle"], two, out=tmp_path / "r")


def test_rows_that_would_read_the_same_are_told_apart(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Two specs that resolve to one name and version are named by their spec."""
    specs = ["lxml-text", "lxml-text@6.1.3", "lxml-text@here"]
    systems = run(specs, open_corpus(make_corpus(1)), out=tmp_path / "r").manifest.systems
    assert [system.name for system in systems] == [
        "lxml-text 6.1.3",
        "lxml-text@6.1.3 6.1.3",
        "lxml-text@here 6.1.3",
    ]


def test_a_spec_that_cannot_be_leaves_no_folder(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A typing mistake uses up no run folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError):
        run(["trafilatra"], open_corpus(make_corpus(1)))
    assert not (tmp_path / "boilerbench-runs").exists()


@pytest.mark.parametrize(
    ("settings", "jobs", "says"),
    [
        (Settings(timeout=0), 1, "more than 0"),
        (Settings(timeout=float("nan")), 1, "not nan"),
        (Settings(memory_mb=1), 1, "64 to 1048576 megabytes, not 1"),
        (Settings(), 0, "at least one worker, not 0"),
    ],
)
def test_settings_that_no_run_could_keep_are_refused(
    make_corpus: MakeCorpus, tmp_path: Path, settings: Settings, jobs: int, says: str
) -> None:
    """Before anything is made, a limit that means nothing is named."""
    corpus = open_corpus(make_corpus(1))
    with pytest.raises(UsageError, match=says):
        run(["oracle"], corpus, out=tmp_path / "run", settings=settings, jobs=jobs)
    assert not (tmp_path / "run").exists()


def test_specs_that_would_share_a_row_are_refused(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Two rows of one name would be one riddle; the same spec twice is once."""
    corpus = open_corpus(make_corpus(1))
    with pytest.raises(UsageError, match="share the row 'a'"):
        run(["a=oracle", "a=nothing"], corpus, out=tmp_path / "run")
    with pytest.raises(SpecError):
        run(["oracle::"], corpus, out=tmp_path / "run")
    assert len(run(["oracle", "oracle"], corpus, out=tmp_path / "run").manifest.systems) == 1
