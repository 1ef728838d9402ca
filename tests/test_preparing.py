"""What is made ahead of a run: each told as it is done, in its order, with what it took."""

import time
from pathlib import Path

import pytest

from boilerbench.errors import SpecError
from boilerbench.manifests import Settings
from boilerbench.preparing import Prepared, prepare
from boilerbench.specs import parse_spec


def test_what_is_prepared_is_told_and_given_back_in_order(tmp_path: Path) -> None:
    """Who is ready first is told first; what needs no environment has neither folder nor size."""
    mark = tmp_path / "mark"
    (tmp_path / "quick.py").write_text("def extract(html, url=None): return html")
    (tmp_path / "slow.py").write_text(
        f"import os, time\nwhile not os.path.exists({str(mark)!r}): time.sleep(0.01)\n"
        "def extract(html, url=None): return html"
    )
    specs = [parse_spec(f"{tmp_path}/{name}.py") for name in ("slow", "quick")]
    heard: list[Prepared] = []

    def told(one: Prepared) -> None:
        heard.append(one)
        mark.touch()

    made = prepare(specs, Settings(), jobs=2, say=print, told=told)
    assert [one.record.spec for one in made] == [str(spec) for spec in specs]
    assert heard == made[::-1]
    assert {(one.folder, one.size, one.record.reason) for one in made} == {(None, None, None)}
    assert all(one.seconds > 0 for one in made)


def test_what_is_stopped_is_not_told_as_unavailable(tmp_path: Path) -> None:
    """A spec that is wrong ends what is being prepared, of which then nothing is said."""
    (tmp_path / "slow.py").write_text(
        "import time\ntime.sleep(60)\ndef extract(html, url=None): return html"
    )
    specs = [parse_spec(f"{tmp_path}/slow.py"), parse_spec("no-such-extractor")]
    told: list[Prepared] = []
    start = time.monotonic()
    with pytest.raises(SpecError, match="no-such-extractor"):
        prepare(specs, Settings(), jobs=2, say=print, told=told.append)
    assert time.monotonic() - start < 30
    assert told == []
