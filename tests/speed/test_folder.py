"""The folder of a measurement, damaged in several ways."""

from pathlib import Path

import pytest

from boilerbench.errors import RunError
from boilerbench.machines import this_machine
from boilerbench.manifests import Settings
from boilerbench.speed.folder import EVENTS, MANIFEST, Log, is_measurement, read_measurement
from boilerbench.speed.record import Called, Finished, Protocol, SpeedManifest, TimedCorpus

EMPTY = SpeedManifest(
    "0", "now", TimedCorpus("c", "c", "d", ()), (), Settings(), Protocol(), this_machine()
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A measurement of one call."""
    with Log(tmp_path / "made", EMPTY) as log:
        log.add(Called(0, 0, 2, "ok", 5, 4, (1, 2)))
        log.add(Finished(1.5))
    return tmp_path / "made"


def test_what_was_written_is_read(folder: Path) -> None:
    """Manifest and events come back as they were."""
    found = read_measurement(folder)
    assert found.manifest == EMPTY
    assert found.events == (Called(0, 0, 2, "ok", 5, 4, (1, 2)), Finished(1.5))
    assert is_measurement(folder)
    assert not is_measurement(folder.parent)


def test_a_torn_last_line_is_left_out(folder: Path) -> None:
    """The writer may have died inside it."""
    file = folder / EVENTS
    file.write_bytes(file.read_bytes()[:-3])
    assert len(read_measurement(folder).events) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (EVENTS, b"{}\n", "is damaged"),
        (EVENTS, b'{"type":"call","system":9,"page":0,"round":1,"outcome":"ok"}\n', "no system 9"),
        (EVENTS, b'{"type":"call","system":0,"page":7,"round":1,"outcome":"ok"}\n', "no page 7"),
        (EVENTS, b'{"type":"call","system":0,"page":0,"round":0,"outcome":"ok"}\n', "is damaged"),
        (EVENTS, b'{"type":"cores","reading":{"rates":[]}}\n', "is damaged"),
        (MANIFEST, b"\xff", "is damaged"),
        (MANIFEST, b'{"schema": 99}', "has schema 99, this version reads 1"),
        (MANIFEST, b"[]", "is damaged"),
    ],
)
def test_damage_is_one_sentence(folder: Path, name: str, content: bytes, says: str) -> None:
    """What cannot be read says so, and what to do."""
    (folder / name).write_bytes(content)
    with pytest.raises(RunError, match=says):
        read_measurement(folder)


def test_a_folder_without_a_measurement_is_named(tmp_path: Path) -> None:
    """A missing folder is no measurement."""
    with pytest.raises(RunError, match="holds no measurement of speed"):
        read_measurement(tmp_path)


def test_a_folder_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    """A file in its place is told, with the way out."""
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="choose another folder with --out"):
        Log(tmp_path / "file" / "made", EMPTY)
