"""What makes a recorded extraction stale, so that a run takes its page up again."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from boilerbench.answers import answers_of
from boilerbench.corpora import open_corpus
from boilerbench.errors import RunError
from boilerbench.manifests import Settings
from boilerbench.records import Extraction
from boilerbench.running import run
from boilerbench.runs import Run, extraction_file, read_run

MakeCorpus = Callable[..., Path]

TOLD = (
    'def extract(html, url=None, *, page_language=None):\n    return f"{url} in {page_language}"\n'
)


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


def test_a_second_run_does_nothing_again(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """The same --out extracts only what is missing; `fresh` extracts all."""
    corpus, spec = open_corpus(make_corpus(3)), _adapter(tmp_path, KEEPS_ALL)
    made = run([spec], corpus, out=tmp_path / "run")
    file = made.file_of(made.manifest.systems[0])
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:3]))
    again, fresh = Counting(), Counting()
    run([spec], corpus, out=tmp_path / "run", progress=again)
    assert again.steps == ["page2", "end"]
    run([spec], corpus, out=tmp_path / "run", fresh=True, progress=fresh)
    assert fresh.total == 3


def test_an_edited_adapter_makes_its_row_stale(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """One edited line in the measured code extracts all its pages again, and says so."""
    corpus, spec = open_corpus(make_corpus(2)), _adapter(tmp_path, KEEPS_ALL)
    run([spec], corpus, out=tmp_path / "run")
    _adapter(tmp_path, KEEPS_ALL.replace("all ", "new "))
    said: list[str] = []
    made = run([spec], corpus, out=tmp_path / "run", say=said.append)
    assert {e.text[:4] for e in _only(made).values()} == {"new "}
    assert any("its code has changed" in line for line in said)
    _adapter(tmp_path, KEEPS_ALL)
    seen = Counting()
    made = run([spec], corpus, out=tmp_path / "run", progress=seen)
    assert {e.text[:4] for e in _only(made).values()} == {"all "}
    assert seen.total == 0, "what the same code had extracted before is taken up again"


def test_a_changed_page_is_extracted_again(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A corpus that changed under a run costs only the pages that changed."""
    folder, spec = make_corpus(3), _adapter(tmp_path, KEEPS_ALL)
    run([spec], open_corpus(folder), out=tmp_path / "run")
    page = folder / "page1.html"
    page.write_bytes(page.read_bytes() + b"<!-- later -->")
    seen, said = Counting(), list[str]()
    run([spec], open_corpus(folder), out=tmp_path / "run", progress=seen, say=said.append)
    assert seen.steps == ["page1", "end"]
    assert any("not those this run began with" in line for line in said)


@pytest.mark.parametrize(("field", "other"), [("language", '"de"'), ("charset", '"cp1252"')])
def test_a_page_of_which_another_thing_is_told_is_extracted_again(
    make_corpus: MakeCorpus, tmp_path: Path, field: str, other: str
) -> None:
    """One page's language or charset costs that page, of code only, and nothing is scored before.

    What is recorded without it, as it once was, is kept and scored.
    """
    folder, spec = make_corpus(3), _adapter(tmp_path, TOLD)
    run([spec, "oracle"], open_corpus(folder), out=tmp_path / "run")
    gold = folder / "page1.toml"
    lines = [one for one in gold.read_text().splitlines() if not one.startswith(f"{field} =")]
    gold.write_text("\n".join([f"{field} = {other}", *lines]))
    corpus = open_corpus(folder)
    with pytest.raises(RunError, match=r"1 of 3 .* \(first: page1\), or have another URL, lang"):
        answers_of(read_run(tmp_path / "run"), corpus)
    seen = Counting()
    made = run([spec, "oracle"], corpus, out=tmp_path / "run", progress=seen)
    assert seen.steps == ["page1", "end"]
    languages = {name: one.text for name, one in _only(made).items()}
    assert languages["page0"] == "https://www.site0.example/page0 in en"
    assert languages["page1"].endswith("de" if field == "language" else "en")
    file = made.file_of(made.manifest.systems[0])
    file.write_bytes(re.sub(rb',"told":"\w+"', b"", file.read_bytes()))
    gold.write_text(gold.read_text().replace(other, '"nl"'))
    assert [len(one.extractions) for one in answers_of(made, open_corpus(folder))] == [3, 3]


def test_other_limits_give_failed_pages_another_try(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Resuming extracts again what had timed out, and nothing else."""
    code = "import time\ndef extract(html, url=None):\n    time.sleep(1.2)\n    return 'x'\n"
    corpus, spec = open_corpus(make_corpus(1)), _adapter(tmp_path, code)
    short, longer = Settings(timeout=0.5), Settings(timeout=20)
    assert (
        _only(run([spec], corpus, out=tmp_path / "r", settings=short))["page0"].outcome == "timeout"
    )
    seen = Counting()
    made = run([spec], corpus, out=tmp_path / "r", settings=longer, progress=seen)
    assert _only(made)["page0"].outcome == "ok"
    run([spec], corpus, out=tmp_path / "r", settings=longer, progress=(seen := Counting()))
    assert seen.total == 0


def test_a_page_without_a_worker_is_taken_up_again(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Where the environment went away under a run, going on makes good what it missed."""
    corpus, spec = open_corpus(make_corpus(2)), _adapter(tmp_path, KEEPS_ALL)
    made = run([spec], corpus, out=tmp_path / "r")
    file = extraction_file(tmp_path / "r", made.manifest.systems[0].spec)
    first, page, *rest = file.read_text().splitlines(keepends=True)
    file.write_text(
        first + page.replace('"outcome":"ok"', '"outcome":"unavailable"') + "".join(rest)
    )
    assert "unavailable" in {e.outcome for e in _only(made).values()}
    run([spec], corpus, out=tmp_path / "r", progress=(seen := Counting()))
    assert seen.total == 1
    assert {e.outcome for e in _only(made).values()} == {"ok"}


def test_a_function_is_a_row_that_goes_stale(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`call:` runs a function of the current folder, and notices when its file changes."""
    monkeypatch.chdir(tmp_path)
    module = tmp_path / "my_extractor_module.py"
    module.write_text("def keep(html, url=None):\n    return 'one'\n", encoding="utf-8")
    corpus = open_corpus(make_corpus(1))
    spec = "f=call:my_extractor_module:keep"
    assert _only(run([spec], corpus, out=tmp_path / "r"))["page0"].text == "one"
    module.write_text("def keep(html, url=None):\n    return 'two'\n", encoding="utf-8")
    assert _only(run([spec], corpus, out=tmp_path / "r"))["page0"].text == "two"
