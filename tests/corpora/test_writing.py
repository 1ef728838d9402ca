"""Gold that is written is read back the same."""

import datetime as dt
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from boilerbench.corpora.boilerbench import DetectedField, DraftedField, GoldFile, parse_gold
from boilerbench.corpora.writing import gold_toml
from boilerbench.records import NOISE_KINDS, OPTIONAL_KINDS, PAGE_TYPES, Noise, OptionalText

_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=40
) | st.sampled_from(["'''", '"""', "a\\b\n\n  c", "#", "\ufeffx", "\x7f\x01"])
_SOME = st.lists(_TEXT, max_size=3).map(tuple)
_MAYBE = st.none() | _TEXT.filter(bool)
_GOLD = st.builds(
    GoldFile,
    url=_MAYBE,
    language=_MAYBE,
    type=st.none() | st.sampled_from(PAGE_TYPES),
    charset=_MAYBE,
    title=_MAYBE,
    author=_MAYBE,
    date=st.none() | st.dates(dt.date(1000, 1, 1)),
    challenges=_SOME,
    drafted=st.lists(st.sampled_from(get_args(DraftedField)), unique=True).map(tuple),
    detected=st.lists(st.sampled_from(get_args(DetectedField)), unique=True).map(tuple),
    text=st.none() | _TEXT,
    contains=_SOME,
    lacks=_SOME,
    optional=st.lists(
        st.builds(OptionalText, kind=st.sampled_from(OPTIONAL_KINDS), text=_TEXT), max_size=3
    ).map(tuple),
    noise=st.lists(
        st.builds(Noise, kind=st.sampled_from(NOISE_KINDS), text=_TEXT, selector=st.none() | _TEXT),
        max_size=3,
    ).map(tuple),
)


@settings(deadline=None)  # each example is a file on disk
@given(_GOLD)
def test_what_is_written_is_read_back(gold: GoldFile) -> None:
    """Every field, whatever quotes, backslashes and controls its text holds."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.toml"
        file.write_bytes(gold_toml(gold).encode())
        assert parse_gold(file) == gold


def test_entries_are_tables_that_people_can_read() -> None:
    """Plain fields first, a table for each entry, texts of several lines as lines."""
    gold = GoldFile(text="one\n\ntwo", noise=(Noise("share", "Share"), Noise("share", "Save", "b")))
    written = gold_toml(gold)
    assert written == (
        'text = """\none\n\ntwo"""\n\n[[noise]]\nkind = "share"\ntext = "Share"\n\n'
        '[[noise]]\nkind = "share"\ntext = "Save"\nselector = "b"\n'
    )
    assert tomllib.loads(written)["noise"][1]["selector"] == "b"
