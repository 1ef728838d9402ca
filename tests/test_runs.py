"""Run folders: names, the manifest, and what is told when it cannot be read."""

import json
import os
from pathlib import Path

import pytest

from boilerbench.errors import CorpusError, RunError
from boilerbench.manifests import Machine, Manifest, RunCorpus, Settings
from boilerbench.replaying import corpus_of
from boilerbench.runs import (
    MEASUREMENT,
    Run,
    claim_folder,
    extraction_file,
    newest_folder,
    newest_timed_folder,
    read_run,
    write_manifest,
)
from boilerbench.speed import folder as speed_folder

MANIFEST = Manifest(
    boilerbench="0.1.0",
    created="2026-01-01T00:00:00+00:00",
    corpus=RunCorpus(name="news", source="news", digest="d", pages=("a",)),
    systems=(),
    settings=Settings(),
    machine=Machine("Linux", "3.11", "cpu", 2),
    policies={},
)


def test_a_manifest_is_read_back(tmp_path: Path) -> None:
    """What was written is what is read."""
    write_manifest(tmp_path / "run", MANIFEST)
    assert read_run(tmp_path / "run") == Run(tmp_path / "run", MANIFEST)
    assert [file.name for file in (tmp_path / "run").iterdir() if file.is_file()] == ["run.json"]


def test_folders_are_numbered_on(tmp_path: Path) -> None:
    """The next run of a corpus takes the next number, whatever else lies there."""
    assert claim_folder("news", tmp_path).name == "news-1"
    for name in ("news-9", "news-10", "news-old", "news-x-20"):
        (tmp_path / name).mkdir()
    assert claim_folder("news", tmp_path).name == "news-11"
    assert claim_folder("news", tmp_path).name == "news-12"
    assert claim_folder("a b/c", tmp_path).name == "a-b-c-1"


def test_a_folder_taken_meanwhile_is_left_to_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs that start together get two folders."""
    (tmp_path / "news-1").mkdir()
    monkeypatch.setattr(Path, "glob", lambda _self, _pattern: iter(()))
    assert claim_folder("news", tmp_path).name == "news-2"
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be written"):
        claim_folder("news", tmp_path / "file")


def test_the_newest_run_is_the_one_begun_last(tmp_path: Path) -> None:
    """Without a name, the run whose manifest is youngest is meant."""
    with pytest.raises(RunError, match="make one with `boilerbench run`"):
        newest_folder(tmp_path)
    for age, name in enumerate(("news-2", "news-1")):
        write_manifest(tmp_path / name, MANIFEST)
        os.utime(tmp_path / name / "run.json", (1000 + age, 1000 + age))
    assert newest_folder(tmp_path).name == "news-1"


def test_the_newest_timed_folder_may_be_one_of_speed(tmp_path: Path) -> None:
    """Measurements of speed count beside runs, and are no runs."""
    with pytest.raises(RunError, match="`boilerbench run` or `boilerbench speed`"):
        newest_timed_folder(tmp_path)
    (tmp_path / "speed-1").mkdir()
    (tmp_path / "speed-1" / MEASUREMENT).write_bytes(b"{}")
    assert newest_timed_folder(tmp_path).name == "speed-1"
    with pytest.raises(RunError, match="There is no run under"):
        newest_folder(tmp_path)
    write_manifest(tmp_path / "news-1", MANIFEST)
    os.utime(tmp_path / "speed-1" / MEASUREMENT, (1000, 1000))
    assert newest_timed_folder(tmp_path).name == "news-1"


def test_a_measurement_of_speed_is_told_from_a_run(tmp_path: Path) -> None:
    """Who reads it as a run is told what it is and which command prints it."""
    assert speed_folder.MANIFEST == MEASUREMENT
    (tmp_path / MEASUREMENT).write_bytes(b"{}")
    with pytest.raises(RunError, match="but a measurement of speed: `boilerbench speed --from"):
        read_run(tmp_path)


def test_a_stress_test_names_the_run_in_it(tmp_path: Path) -> None:
    """Who reads its folder as a run is told which folder in it is one."""
    write_manifest(tmp_path / "run", MANIFEST)
    with pytest.raises(RunError, match=rf"but holds one: name {tmp_path / 'run'}"):
        read_run(tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "cannot be read"),
        (b"[]", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b'{"schema": 2}', "has schema 2, this version reads 1"),
        (b'{"schema": 1}', "missing required field"),
    ],
)
def test_an_unreadable_manifest_is_an_error(tmp_path: Path, content: bytes, says: str) -> None:
    """Half-written, foreign and newer manifests are told apart, and nothing is touched."""
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(RunError, match=says):
        read_run(tmp_path)
    assert (tmp_path / "run.json").read_bytes() == content


def test_a_folder_without_manifest_is_no_run(tmp_path: Path) -> None:
    """Another folder is not taken for a run."""
    with pytest.raises(RunError, match="is no run folder"):
        read_run(tmp_path)


def test_a_folder_that_takes_no_files_is_an_error(tmp_path: Path) -> None:
    """Where no folder can be made, the error names it and --out."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="choose another folder with --out"):
        write_manifest(tmp_path / "file" / "run", MANIFEST)


def test_files_of_specs_are_readable_and_never_collide(tmp_path: Path) -> None:
    """Two specs with the same readable part differ in the digest."""
    first = extraction_file(tmp_path, "a:x=1")
    second = extraction_file(tmp_path, "a:x/1")
    assert first.name.startswith("a-x-1-")
    assert first != second
    assert len(extraction_file(tmp_path, "z" * 500).name) < 100
    assert extraction_file(tmp_path, "::").name.startswith("extractor-")


def test_a_run_of_pages_that_are_gone_is_an_error(tmp_path: Path) -> None:
    """Scoring never quietly drops a page that was extracted."""
    write_manifest(tmp_path, MANIFEST)
    with pytest.raises(RunError, match=r"1 of the 1 pages .* no longer in news \(first: a\)"):
        corpus_of(read_run(tmp_path))


def test_a_corpus_that_moved_can_be_named(tmp_path: Path) -> None:
    """The error for a corpus that is gone names the option that helps."""
    write_manifest(tmp_path, MANIFEST)
    raw = json.loads((tmp_path / "run.json").read_bytes())
    raw["corpus"]["source"] = "aeb:/gone"
    (tmp_path / "run.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(CorpusError, match="say where with --corpus"):
        corpus_of(read_run(tmp_path))
