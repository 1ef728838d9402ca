"""A gold file that is changed keeps what was not changed, as its author wrote it."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora.boilerbench import GoldFile, gold_file, gold_of, read_unchecked
from boilerbench.corpora.rewriting import rewritten
from boilerbench.corpora.writing import gold_toml
from boilerbench.records import Noise, OptionalText
from boilerbench.shipped import shipped

SOURCE = """# From the harbour.
url = 'https://a.example/'   # checked
drafted = ["text"]
date = 2018-03-10

# The text: two paragraphs.
text = '''
One.

[[noise]] \\ is no header here.
'''
contains = [
    "One", # a ]
]

[[optional]]
kind = 'caption'
text = "Photo"

# The letter.
[[noise]]
kind = "newsletter"
text = \"\"\"
Sign up
# now\"\"\"

[[ noise ]]
text = 'Share'
kind = "share" # small
# The end.
"""


def _gold(source: str) -> GoldFile:
    return gold_of(Path("a.toml"), source.encode())


def test_what_did_not_change_stays_as_it_was_written() -> None:
    """Comments, quotes, order of fields and blank lines; new entries stand where they belong."""
    before = _gold(SOURCE)
    after = msgspec.structs.replace(
        before,
        drafted=(),
        text=(before.text or "").replace("One.", "Two."),
        lacks=("Share",),
        noise=(before.noise[0], Noise("promo", "App", "b"), before.noise[1]),
    )
    assert rewritten(SOURCE, before, after) == (
        SOURCE.replace('drafted = ["text"]\n', "")
        .replace("One.", "Two.")
        .replace(" # a ]\n]\n", ' # a ]\n]\nlacks = [\n    "Share",\n]\n')
        .replace(
            "\n[[ noise", '\n[[noise]]\nkind = "promo"\ntext = "App"\nselector = "b"\n\n[[ noise'
        )
    )


def test_entries_that_go_take_their_comment_with_them() -> None:
    """The others and what stands at the end of the file stay."""
    before = _gold(SOURCE)
    after = msgspec.structs.replace(before, optional=(), noise=before.noise[1:])
    assert rewritten(SOURCE, before, after) == (
        SOURCE[: SOURCE.index("\n[[optional]]")] + SOURCE[SOURCE.index("\n[[ noise") :]
    )


def test_line_ends_are_those_of_the_file() -> None:
    """What is new in a file from Windows ends as its other lines do."""
    source = SOURCE.replace("\n", "\r\n")
    before = _gold(source)
    after = msgspec.structs.replace(
        before, text="New.\n", noise=(*before.noise, Noise("other", "x"))
    )
    written = rewritten(source, before, after)
    assert written is not None
    assert written.count("\r\n") == written.count("\n")


@pytest.mark.parametrize(
    "source", ['noise = [{kind = "share", text = "x"}]\n', 'text = "a"\n[noise]\n', "x"]
)
def test_a_file_of_another_make_is_not_patched(source: str) -> None:
    """Where entries are no tables of their own, the file has to be written anew."""
    before = GoldFile(noise=(Noise("share", "x"),))
    assert rewritten(source, before, GoldFile(text="a")) is None


def test_excuses_stay_behind_what_is_new() -> None:
    """`[ignore]` takes all plain fields that follow, so that none may be written behind it."""
    source = 'text = "a"\n\n# why\n[ignore]\nP02 = "plain" # so\n\nP05 = "short"\n'
    before = _gold(source)
    after = msgspec.structs.replace(before, text="b", language="en")
    changed = source.replace('"a"', '"b"').replace("\n\n# why", '\nlanguage = "en"\n\n# why')
    assert rewritten(source, before, after) == changed


def test_every_page_that_ships_can_be_changed_in_place() -> None:
    """Each keeps a comment at its top, and all its lines but the one that went."""
    corpus = shipped("corpus")
    for page in read_unchecked(corpus).pages:
        source = "# mine\n" + gold_file(corpus, page).read_bytes().decode()
        before = _gold(source)
        after = msgspec.structs.replace(before, language="xx", noise=before.noise[1:])
        written = rewritten(source, before, after)
        assert written is not None, page.id
        assert written.startswith("# mine\n")
        assert set(written.splitlines()) - set(source.splitlines()) == {'language = "xx"'}


_TEXT = st.text("a'\"\\\n# []=\u2028", max_size=12)
_ENTRIES = st.lists(st.builds(OptionalText, kind=st.just("caption"), text=_TEXT), max_size=4)


@given(st.none() | _TEXT, _TEXT, _ENTRIES, st.lists(_TEXT, max_size=2), st.data())
def test_whatever_changes_is_what_is_read_back(
    first: str | None,
    second: str,
    entries: list[OptionalText],
    phrases: list[str],
    data: st.DataObject,
) -> None:
    """Fields and entries come and go: never is something else said than was meant."""
    before = GoldFile(
        text=first, optional=tuple(entries), lacks=tuple(phrases), date=dt.date(2020, 1, 2)
    )
    source = gold_toml(before)
    kept = data.draw(st.permutations(entries))[: data.draw(st.integers(0, 4))]
    after = GoldFile(text=second, optional=tuple(kept), contains=tuple(phrases))
    written = rewritten(source, before, after)
    assert written is not None
    assert _gold(written) == after
