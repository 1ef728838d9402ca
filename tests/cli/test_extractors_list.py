"""`extractors list` and `show`: what can be named, and all that one adapter says of itself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.catalogue import known_adapters
from boilerbench.reporting.groups import CAPTIONS
from boilerbench.specs import SCALE

Told = Callable[..., tuple[int, str, str]]

MINE = """# /// script
# requires-python = ">=3.9"
# dependencies = ["mine==2.0", "other==1"]
#
# [tool.boilerbench]
# memory-mb = 4096
# [tool.boilerbench.variants]
# a-name-longer-than-others = { quick = true, word = "a b" }
# [[tool.boilerbench.requirements]]
# versions = "<1.5"
# dependencies = ["other<1"]
# requires-python = "<3.10"
# [[tool.boilerbench.requirements]]
# versions = "<1.6"
# dependencies = []
# ///
\"\"\"Keeps all.\"\"\"
def extract(html, url=None, *, quick=False, word="x", most=None):
    return html
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """An adapter that says all that can be said."""
    (tmp_path / "mine.py").write_text(MINE, encoding="utf-8")
    return "./mine.py"


def test_the_list_is_a_table_of_groups(told: Told) -> None:
    """Every name stands in its group, the scale from the gold down, within 100 columns."""
    lines = told("extractors", "list")[1].splitlines()
    assert lines[0].split() == ["extractor", "what", "it", "does"]
    assert max(map(len, lines)) <= 100
    above = [lines.index(CAPTIONS[kind]) for kind in ("converter", "scale")]
    groups = [lines[2 : above[0]], lines[above[0] + 1 : above[1]], lines[above[1] + 1 :]]
    found = [[line.split()[0] for line in group] for group in groups]
    known = {name: one for name, one in known_adapters().items() if name not in SCALE}
    for group, kind in zip(found, ("extractor", "converter"), strict=False):
        assert group == [name for name, one in known.items() if one.kind == kind]
    assert found[2] == list(SCALE)


def test_what_the_list_cuts_is_whole_when_wide_and_elsewhere(told: Told) -> None:
    """Pins, variants and whole sentences are in the wide table and in every other format."""
    whole = known_adapters()["beautifulsoup"]
    assert whole.description not in told("extractors", "list")[1]
    for more in (["--wide"], ["--format", "github"], ["--format", "csv"]):
        out = told("extractors", "list", *more)[1]
        for words in (whole.description, "beautifulsoup4==", "html5lib, aeb", "oracle"):
            assert words in out
    rows = {
        row["extractor"]: row
        for row in json.loads(told("extractors", "list", "--format", "json")[1])
    }
    assert list(rows["justext"]) == ["extractor", "kind", "pins", "variants", "what_it_does"]
    expected = {"justext": "extractor", "lxml-text": "converter", "nothing": "scale"}
    assert {name: rows[name]["kind"] for name in expected} == expected


def test_one_adapter_is_shown_whole(told: Told, mine: str) -> None:
    """A fact a line, spelled as a spec spells it, in one column whatever the names' length."""
    lines = told("extractors", "show", mine)[1].splitlines()
    start = len("variant a-name-longer-than-others:  ")
    assert {line[start - 2 : start] for line in lines} == {"  "}
    facts = [(line[:start].strip(), line[start:]) for line in lines]
    assert facts[:2] == [("title:", "mine"), ("what it does:", "Keeps all.")]
    for fact in (
        ("memory cap:", "4096 MB"),
        ("pins:", "mine==2.0, other==1"),
        ("requires Python:", ">=3.9"),
        ("releases <1.5:", "other<1, Python <3.10"),
        ("releases <1.6:", "nothing beside the package"),
        ("variant a-name-longer-than-others:", 'quick=true,word="a b"'),
        ("option:", "quick=false"),
        ("option:", "word=x"),
        ("option:", "most, not set"),
    ):
        assert fact in facts
    assert "in a bare run:" in told("extractors", "show", "trafilatura")[1]


def test_what_a_spec_comes_to_is_shown(told: Told, mine: str) -> None:
    """Its variants and options as they are set, and what its release would install."""
    asked = f"{mine}:a-name-longer-than-others,quick=false@1.4"
    facts = [line.split(":", 1) for line in told("extractors", "show", asked)[1].splitlines()]
    told_of = {name: fact.strip() for name, fact in facts}
    assert told_of["this spec sets"] == 'quick=false,word="a b"'
    assert told_of["@1.4 installs"] == "mine==1.4, other<1 on Python <3.10"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (":nosuch@9.9", "has no variant 'nosuch'"),
        (":quick=3", "is a truth value"),
        ("@nosuch", "expected a release"),
    ],
)
def test_what_no_run_would_take_is_not_shown(told: Told, mine: str, more: str, says: str) -> None:
    """A variant, option or release that cannot be is refused as a run refuses it."""
    code, out, err = told("extractors", "show", mine + more)
    assert (code, out) == (2, "")
    assert says in err
