"""`boilerbench report --stress`: a real test of a small extractor, and folders that are none."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.stress.folder import read_result

Told = Callable[..., tuple[int, str, str]]

WORDS = '''"""All words but those of one class."""
import re

def extract(html, url=None):
    plain = re.sub(r'<div class="newsletter">.*?</div>', "", html, flags=re.S)
    return re.sub(r"<[^>]+>", " ", plain.partition("<body>")[2])
'''
MUTATIONS = ("names", "divs", "noise-legal", "noise-legal-div")


@pytest.fixture
def tested(make_corpus: Callable[..., Path], told: Told) -> Path:
    """A run `first` of one extractor, and a stress test of it in `st`."""
    Path("words.py").write_text(WORDS, encoding="utf-8")
    corpus = make_corpus(2)
    code, _, err = told("run", "./words.py", "--corpus", corpus, "--out", "first", "--quiet")
    assert code == 0, err
    asked = (word for name in MUTATIONS for word in ("--mutation", name))
    code, _, err = told(
        "stress", "./words.py", "--corpus", corpus, *asked, "--out", "st", "--quiet"
    )
    assert code == 0, err
    return Path("st")


def test_a_report_shows_a_stress_test(tested: Path, told: Told) -> None:
    """Its section, and its folder in the command that makes the file again."""
    assert told("report", "first", "--stress", tested)[0] == 0
    content = Path("report.html").read_text(encoding="utf-8")
    assert '<section id="stress"' in content
    assert "2 pages of ferry, digest " in content
    assert "boilerbench report first --stress st" in content
    assert "Not in the" not in content


def test_its_figures_are_files_with_its_numbers(tested: Path, told: Told) -> None:
    """Each in four forms; the CSV has what `stress.json` has."""
    assert told("report", "first", "--stress", tested, "--figures", "drawn")[0] == 0
    names = {file.name for file in Path("drawn").glob("stress-*")}
    assert names == {
        f"stress-{key}.{ending}"
        for key in ("kept", "planted-sites", "planted-divs")
        for ending in ("svg", "png", "pdf", "csv")
    }
    (row,) = read_result(tested).rows
    cells = {one.mutation: one for one in row.cells}
    with Path("drawn/stress-kept.csv").open(encoding="utf-8") as file:
        kept = {one["mutation"]: one for one in csv.DictReader(file)}
    assert list(kept) == ["parsed", "names", "divs"]
    for name, one in kept.items():
        assert float(one["f1_kept"]) == cells[name].kept.value
        assert int(one["gold_lost_words"]) == cells[name].lost_words
    with Path("drawn/stress-planted-divs.csv").open(encoding="utf-8") as file:
        (leaked,) = csv.DictReader(file)
    found = cells["noise-legal-div"].leaked
    assert found is not None
    assert (float(leaked["leaked"]), leaked["kind"]) == (found.value, "legal")


def _unfinished(folder: Path) -> None:
    (folder / "stress.json").unlink()


def _damaged(folder: Path) -> None:
    (folder / "stress.json").write_text('{"run": 1}', encoding="utf-8")


def _newer(folder: Path) -> None:
    file = folder / "stress.json"
    file.write_text(file.read_text("utf-8").replace('"schema": 1', '"schema": 2'), "utf-8")


def _foreign(folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree("first", folder)


def _nowhere(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (_unfinished, "is not finished: `boilerbench stress --resume --out st` goes on with it."),
        (_damaged, "`boilerbench stress --resume --out st` writes it."),
        (_newer, "has schema 2, and this boilerbench reads 1: `boilerbench stress --resume"),
        (_foreign, "st is no folder of a stress test: name one that `boilerbench stress` wrote."),
        (_nowhere, "st is no folder of a stress test: name one that `boilerbench stress` wrote."),
    ],
)
def test_a_folder_without_a_result_is_one_sentence(
    tested: Path, told: Told, break_it: Callable[[Path], None], sentence: str
) -> None:
    """What it is and the way out, with the code of data that cannot be used; no file is left."""
    break_it(tested)
    code, out, err = told("report", "first", "--stress", tested)
    assert (code, out) == (3, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert not list(Path().glob("*report.html*"))
