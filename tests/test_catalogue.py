"""What a name means: the files that ship, those of installed packages, and never two at once."""

from pathlib import Path

import pytest

from boilerbench import catalogue as room
from boilerbench.catalogue import find_adapter, known_adapters
from boilerbench.errors import AdapterError, ExtractorError, SpecError
from boilerbench.pins import read_pin
from boilerbench.specs import parse_spec

BARE = "def extract(html, url=None):\n    return html\n"
PINNED = f'# /// script\n# dependencies = []\n# ///\n"""Keeps all."""\n{BARE}'
IN_JAVASCRIPT = (
    "// /// script\n// dependencies = []\n// ///\n/** Keeps all, in JavaScript. */\n"
    "export function extract(html, url, {} = {}) { return html; }\n"
)


def test_known_adapters_are_the_shipped_files() -> None:
    """Every shipped file is an adapter by its own name, pinned and dated; few are in a bare run."""
    known = known_adapters()
    assert list(known) == sorted(known)
    assert {"everything", "justext", "lxml-text", "nothing", "trafilatura"} < set(known)
    default = [name for name, one in known.items() if one.default]
    extractors = ["justext", "lxml-text", "readability-lxml", "trafilatura"]
    assert default == sorted(["everything", "nothing", *extractors])
    for name, one in known.items():
        assert one.name == name
        assert one.description
        assert all(read_pin(line, one.runtime).version for line in one.dependencies)
        assert (one.cutoff is None) == (not one.dependencies)


def test_a_shipped_file_without_a_block_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only files given by path may do without a block: a known name pins what it measures."""
    (tmp_path / "naked.py").write_text(BARE, encoding="utf-8")
    monkeypatch.setattr(room, "shipped", lambda _name: tmp_path)
    with pytest.raises(AdapterError, match=r"naked\.py: an adapter that is known by its name has"):
        known_adapters()


def test_find_by_name_and_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name finds the shipped file, a path its file, also below `~`."""
    assert find_adapter(parse_spec("trafilatura:fast")).package == "trafilatura"
    (tmp_path / "mine.py").write_text(BARE, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_adapter(parse_spec("~/mine.py")).path == tmp_path / "mine.py"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A slip of the pen or of the case gets the right name, and where to find the others."""
    with pytest.raises(SpecError, match="did you mean 'trafilatura'"):
        find_adapter(parse_spec("Trafilatra"))
    with pytest.raises(SpecError, match="did you mean 'oracle'"):
        find_adapter(parse_spec("oracel"))
    with pytest.raises(SpecError, match=r"'zzz'\. `boilerbench extractors list` prints") as caught:
        find_adapter(parse_spec("zzz"))
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize("name", ["mine.py", "mine.mjs"])
def test_a_file_in_this_folder_is_what_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Who leaves out `./` and the suffix is told so, and nothing of names alike."""
    (tmp_path / name).touch()
    (tmp_path / "trafilatur.py").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError) as caught:
        find_adapter(parse_spec("mine:fast"))
    assert str(caught.value) == (
        f"There is no extractor 'mine'; the file in this folder is given as ./{name}."
    )
    with pytest.raises(SpecError, match="did you mean 'trafilatura'"):
        find_adapter(parse_spec("trafilatur"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("exec:./run", "no adapter file"),
        ("call:a:b", "no adapter file"),
        ("oracle", "gold itself"),
    ],
)
def test_a_spec_without_an_adapter_file_is_refused(text: str, words: str) -> None:
    """A program, a function and the gold itself have none, and a sentence says so."""
    with pytest.raises(ExtractorError, match=words):
        find_adapter(parse_spec(text))
