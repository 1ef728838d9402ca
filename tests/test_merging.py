"""Runs joined: shards are the run that one machine would have made, and what differs is refused."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from boilerbench.answers import answers_of
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError
from boilerbench.locking import held
from boilerbench.manifests import Machine, Manifest, Settings
from boilerbench.merging import Merged, merge, missing_told
from boilerbench.replaying import corpus_of
from boilerbench.rules.applying import run_rules
from boilerbench.rules.model import Css, Rule
from boilerbench.running import run
from boilerbench.runs import Run, extraction_file, read_run, write_manifest
from boilerbench.shards import number_of, parse_shard, shard_of

MakeCorpus = Callable[..., Path]

KEEPS_ALL = "def extract(html, url=None):\n    return html\n"
OTHER = Machine(system="Linux 1 x86_64", python="3.11.7", processor="Other CPU", cores=64)
PARTS = 3


@pytest.fixture
def folder(make_corpus: MakeCorpus) -> Path:
    return make_corpus(9)


@pytest.fixture
def specs(tmp_path: Path) -> list[str]:
    (tmp_path / "mine.py").write_text(KEEPS_ALL, encoding="utf-8")
    return [str(tmp_path / "mine.py"), "oracle"]


def _part(folder: Path, specs: list[str], number: int, out: Path, of: int = PARTS) -> Path:
    corpus, shard = shard_of(open_corpus(folder), parse_shard(f"{number}/{of}"))
    return run(specs, corpus, out=out, shard=shard).path


@pytest.fixture
def parts(folder: Path, specs: list[str], tmp_path: Path) -> list[Path]:
    return [_part(folder, specs, n, tmp_path / f"part{n}") for n in range(1, PARTS + 1)]


def _changed(path: Path, **fields: object) -> None:
    write_manifest(path, msgspec.structs.replace(read_run(path).manifest, **fields))


def _bare(manifest: Manifest) -> Manifest:
    """A manifest without what no two runs share."""
    systems = (msgspec.structs.replace(one, import_ms=None) for one in manifest.systems)
    return msgspec.structs.replace(manifest, created="", systems=tuple(systems))


def _texts(made: Run) -> list[dict[str, str]]:
    return [
        {page: one.text for page, one in made.extractions(system).items()}
        for system in made.manifest.systems
    ]


def test_shards_are_the_run_made_at_once(
    folder: Path, specs: list[str], parts: list[Path], tmp_path: Path
) -> None:
    """Manifest and outputs are equal, in whatever order the shards come; nothing is missing."""
    whole = run(specs, open_corpus(folder), out=tmp_path / "whole")
    merged = merge(parts[::-1], tmp_path / "merged")
    assert merged.missing == {}
    assert list(missing_told(merged)) == []
    assert merged.run.manifest == read_run(tmp_path / "merged").manifest
    assert _bare(merged.run.manifest) == _bare(whole.manifest)
    assert _texts(merged.run) == _texts(whole)
    said: list[str] = []
    run(specs, open_corpus(folder), out=merged.run.path, say=said.append)
    assert said == []


def test_a_missing_shard_is_told_and_made_up_for(
    folder: Path, specs: list[str], parts: list[Path], tmp_path: Path
) -> None:
    """The merged run knows all pages; going on with it extracts what is not there."""
    merged = merge(parts[1:], tmp_path / "merged")
    pages = open_corpus(folder).pages
    lost = sum(number_of(page, PARTS) == 1 for page in pages)
    assert set(merged.missing.values()) == {lost}
    shard, *each, way_on = missing_told(merged)
    assert shard == f"1 shard missing: 1/{PARTS}."
    assert each == [f"{spec} lacks {lost} of 9 pages." for spec in merged.missing]
    assert f"--resume --out {tmp_path / 'merged'}` extracts what is missing." in way_on
    made = run(specs, corpus_of(merged.run, detect=True), out=merged.run.path)
    assert [len(found) for found in _texts(made)] == [9, 9]


def test_a_shard_that_comes_late_joins_the_merged_run(parts: list[Path], tmp_path: Path) -> None:
    """A merged run is a run: it can be merged again."""
    first = merge(parts[:2], tmp_path / "first")
    assert merge([first.run.path, parts[2]], tmp_path / "all").missing == {}


def test_pages_that_two_runs_have_must_be_alike(
    specs: list[str], parts: list[Path], tmp_path: Path
) -> None:
    """Twice the same is once; another text for the same page by the same code is refused."""
    assert merge([*parts, parts[0]], tmp_path / "twice").missing == {}
    file = extraction_file(parts[0], specs[0])
    copied = tmp_path / "copy"
    _copy(parts[0], copied)
    other = file.read_text(encoding="utf-8").replace("ferry left", "ferry stayed")
    extraction_file(copied, specs[0]).write_text(other, encoding="utf-8")
    with pytest.raises(RunError, match=r"differ in the text that mine.py gave for page page\d"):
        merge([*parts, copied], tmp_path / "no")
    assert not (tmp_path / "no").exists()
    assert not list(tmp_path.glob(".no*"))


def _copy(path: Path, to: Path) -> None:
    shutil.copytree(path, to)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"settings": Settings(timeout=3.0)}, "differ in the settings: make one of them again"),
        ({"boilerbench": "0.0.1"}, "differ in the version of boilerbench"),
        ({"rules": run_rules("r", (Rule(Css("nav")),))}, "differ in the cleaning rules"),
    ],
)
def test_runs_that_were_made_otherwise_are_refused(
    parts: list[Path], tmp_path: Path, fields: dict[str, object], says: str
) -> None:
    """What holds for a whole run has to be the same in all of its parts."""
    _changed(parts[1], **fields)
    with pytest.raises(RunError, match=says):
        merge(parts, tmp_path / "merged")


def test_other_code_is_refused(parts: list[Path], tmp_path: Path) -> None:
    """A row is of one extractor: same spec, same fingerprint."""
    mine, oracle = read_run(parts[2]).manifest.systems
    other = msgspec.structs.replace(mine, fingerprint="0" * 16)
    _changed(parts[2], systems=(other, oracle))
    with pytest.raises(RunError, match=r"ran other code as .*mine.py .*0{16}\): make one of them"):
        merge(parts, tmp_path / "merged")


def test_other_corpora_partings_and_pages_are_refused(
    make_corpus: MakeCorpus, folder: Path, specs: list[str], parts: list[Path], tmp_path: Path
) -> None:
    """Parts are of one corpus, parted one way, as it is now."""
    elsewhere = _part(make_corpus(9, "else"), specs, 2, tmp_path / "e")
    with pytest.raises(RunError, match=r"differ in the corpus \(ferry and else\): merge runs of"):
        merge([parts[0], elsewhere], tmp_path / "merged")
    other = _part(folder, specs, 2, tmp_path / "two", of=2)
    with pytest.raises(RunError, match=r"differ in the number of shards \(3 and 2\)"):
        merge([parts[0], other], tmp_path / "merged")
    page = corpus_of(read_run(parts[1])).pages[0].id
    with (folder / f"{page}.html").open("a", encoding="utf-8") as stream:
        stream.write("<!-- changed -->")
    with pytest.raises(RunError, match=r"part2 is of other pages or gold \(digest .*--resume"):
        merge(parts, tmp_path / "merged")


def test_a_folder_in_use_is_left_alone(parts: list[Path], tmp_path: Path) -> None:
    """A shard that is still being written waits; a folder that holds something is not written."""
    with held(parts[0]), pytest.raises(RunError, match="A run is still writing to"):
        merge(parts, tmp_path / "merged")
    with pytest.raises(RunError, match="holds something already: choose another folder with -o"):
        merge(parts, parts[0])
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match=r"cannot be written"):
        merge(parts, tmp_path / "file" / "merged")


def test_an_extractor_that_one_shard_lacks_is_missing_there(
    parts: list[Path], specs: list[str], tmp_path: Path
) -> None:
    """Where it could not run, its pages are missing; where it never could, all are."""
    mine, oracle = read_run(parts[0]).manifest.systems
    gone = msgspec.structs.replace(mine, fingerprint="", reason="no Python for it")
    _changed(parts[0], systems=(gone, oracle))
    held_pages = len(read_run(parts[0]).manifest.corpus.pages)
    assert _missing(merge(parts, tmp_path / "a")) == [held_pages]
    for part in parts[1:]:
        _changed(part, systems=(gone, read_run(part).manifest.systems[1]))
    assert _missing(merge(parts, tmp_path / "b")) == [9]


def _missing(merged: Merged) -> list[int]:
    return list(merged.missing.values())


def test_unlike_machines_are_named_and_their_speed_is_not_shown(
    parts: list[Path], tmp_path: Path
) -> None:
    """A shard of another machine marks its extractions, and no speed is put together."""
    assert answers_of(*_opened(merge(parts, tmp_path / "one")))[0].speed is not None
    _changed(parts[1], machine=OTHER)
    _changed(parts[2], hosts={"node7": OTHER})
    merged = merge(parts, tmp_path / "many")
    assert merged.run.manifest.hosts == {"shard 2/3": OTHER, "node7": OTHER}
    marks = {one.host for one in merged.run.extractions(merged.run.manifest.systems[0]).values()}
    assert marks == {None, "shard 2/3"}
    mine, oracle = answers_of(*_opened(merged))
    assert mine.speed is None
    assert [machine.processor for machine in mine.machines][1:] == ["Other CPU"]
    assert oracle.machines == mine.machines


def _opened(merged: Merged) -> tuple[Run, Corpus]:
    return merged.run, merged.corpus


def test_a_merge_that_was_killed_is_not_in_the_way(parts: list[Path], tmp_path: Path) -> None:
    """What it left beside is of no process that comes later, though one may have its number."""
    (tmp_path / f".whole.{os.getpid()}").mkdir()
    assert merge(parts, tmp_path / "whole").missing == {}
