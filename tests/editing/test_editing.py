"""Going through a page: answers change what they are about, are kept at once, and become gold."""

import tomllib
from pathlib import Path

import msgspec
import pytest

from boilerbench.corpora.boilerbench import GoldFile, gold_file, parse_gold, read_unchecked
from boilerbench.digests import short_digest
from boilerbench.drafting.votes_file import Votes, read_votes, write_votes
from boilerbench.editing.answers import LETTERS, Answer, parse_answer
from boilerbench.editing.journal import Labelled, journal_file
from boilerbench.editing.session import PageEdit
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import NOISE_KINDS

HTML = (
    "<html><body><nav><p>Home</p><p>News</p></nav><h1>Piano</h1>"
    "<p>The ferry left. <a>Read more</a></p><p>Sign up</p><p>It came back.</p></body></html>"
)

GOLD = """title = "Piano"
drafted = ["text", "noise"]
text = '''
The ferry left.

It came back.
'''

[[noise]]
kind = "related"
text = "Read more"
selector = "p > a"
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "quay"
    folder.mkdir()
    (folder / "ferry.html").write_text(HTML, encoding="utf-8")
    (folder / "ferry.toml").write_text(GOLD, encoding="utf-8")
    return folder


def _edit(corpus: Path) -> PageEdit:
    return PageEdit(corpus, read_unchecked(corpus).page("ferry"))


def _vote(corpus: Path, *kept: str) -> None:
    """Write votes: a letter a block (Home, News, Piano, ferry, Sign up, back), x for kept."""
    rows = tuple(tuple(letter == "x" for letter in row) for row in kept)
    names = tuple(f"tool{number}" for number in range(len(rows)))
    write_votes(corpus, "ferry", Votes(short_digest(HTML.encode()), names, rows))


def _texts(edit: PageEdit) -> list[str]:
    return [edit.segments[number].block.text for number in edit.left()]


def test_a_page_falls_into_pieces_where_labels_change(corpus: Path) -> None:
    """A link that is noise is a piece of its own inside a paragraph that is gold."""
    found = [(segment.block.text, segment.role, segment.kind) for segment in _edit(corpus).segments]
    assert found == [
        ("Home", "unlabelled", None),
        ("News", "unlabelled", None),
        ("Piano", "optional", "title"),
        ("The ferry left.", "gold", None),
        ("Read more", "noise", "related"),
        ("Sign up", "unlabelled", None),
        ("It came back.", "gold", None),
    ]


def test_disagreements_are_asked_about_first(corpus: Path) -> None:
    """The closest vote before all; then noise that everybody kept; agreed text is not asked."""
    _vote(corpus, "..xxxx", "..xx.x", "...x.x", "x..x.x")
    assert _texts(_edit(corpus)) == ["Piano", "Home", "Sign up", "Read more"]


def test_without_votes_the_unlabelled_is_asked_about(corpus: Path) -> None:
    """In the order of the page; votes for other bytes count for nothing."""
    assert _texts(_edit(corpus)) == ["Home", "News", "Sign up"]
    write_votes(corpus, "ferry", Votes("0" * 16, ("a",), ((True,) * 6,)))
    assert _texts(_edit(corpus)) == ["Home", "News", "Sign up"]
    assert _edit(corpus).extractors == ()


def test_every_block_is_asked_about_on_demand(corpus: Path) -> None:
    """A page that is gold already can be gone through from its first block to its last."""
    edit = _edit(corpus)
    edit.keep(0)
    edit.ask_all()
    assert _texts(edit) == [segment.block.text for segment in edit.segments[1:]]


def test_answers_become_gold(corpus: Path) -> None:
    """What was said is written; what was not touched stays as it stood, and the draft is none."""
    edit = _edit(corpus)
    edit.label([0, 1], "noise", "navigation")
    edit.label([5], "noise", "newsletter")
    edit.label([6], "optional", "caption")
    edit.add_phrase("lacks", "Sign up")
    edit.finish()
    written = parse_gold(corpus / "ferry.toml")
    assert written.drafted == ()
    assert written.text == "The ferry left.\n"
    assert [(noise.kind, noise.text, noise.selector) for noise in written.noise] == [
        ("navigation", "Home News", "nav"),
        ("related", "Read more", "p > a"),
        ("newsletter", "Sign up", "body > p:nth-of-type(2)"),
    ]
    assert [optional.text for optional in written.optional] == ["It came back."]
    assert written.lacks == ("Sign up",)
    assert not journal_file(corpus, "ferry").exists()


def test_an_answer_can_be_taken_back(corpus: Path) -> None:
    """One after another, also those of an earlier sitting; then there is nothing left."""
    _edit(corpus).label([0], "gold")
    edit = _edit(corpus)
    edit.label([1], "gold")
    assert edit.undo() == Labelled((1,), "gold")
    again = _edit(corpus)
    assert again.undo() == Labelled((0,), "gold")
    assert again.undo() is None
    assert _texts(_edit(corpus)) == ["Home", "News", "Sign up"]


def test_a_block_that_is_put_off_comes_last(corpus: Path) -> None:
    """It is asked about when the others are done, also in a later sitting; that can be undone."""
    edit = _edit(corpus)
    edit.put_off(0)
    assert _texts(edit) == ["News", "Sign up", "Home"]
    edit.put_off(1)
    assert _texts(_edit(corpus)) == ["Sign up", "Home", "News"]
    edit.undo()
    edit.undo()
    assert _texts(edit) == ["Home", "News", "Sign up"]


def test_everything_typed_can_be_taken_back(corpus: Path) -> None:
    """Labels, phrases, what was put off, all blocks asked for: then the file stays as it was."""
    before = (corpus / "ferry.toml").read_bytes()
    edit = _edit(corpus)
    edit.label([0, 1], "gold")
    edit.ask_all()
    edit.add_phrase("lacks", "Sign up")
    edit.put_off(3)
    again = _edit(corpus)
    while again.undo():
        pass
    assert _texts(again) == ["Home", "News", "Sign up"]
    again.finish()
    assert parse_gold(corpus / "ferry.toml") == msgspec.structs.replace(
        msgspec.convert(tomllib.loads(before.decode()), GoldFile), drafted=()
    )


def test_blocks_alike_share_landmark_and_label(corpus: Path) -> None:
    """A menu is answered at once; a block in no landmark stands for itself."""
    edit = _edit(corpus)
    assert edit.alike(0) == [0, 1]
    edit.label([1], "gold")
    assert edit.alike(0) == [0]
    assert edit.alike(3) == [3]


def test_what_is_answered_at_once_for_a_menu_is_one_entry(corpus: Path) -> None:
    """One by one, or outside of menus and footers, every block is an entry of its own."""
    edit = _edit(corpus)
    edit.label([0], "noise", "navigation")
    edit.label([1], "noise", "navigation")
    edit.label([5, 6], "noise", "newsletter")
    edit.finish()
    written = parse_gold(corpus / "ferry.toml")
    assert [noise.text for noise in written.noise] == [
        "Home",
        "News",
        "Read more",
        "Sign up",
        "It came back.",
    ]


def test_labels_that_have_no_place_are_not_lost(corpus: Path) -> None:
    """Editing a page whose gold names a text too often keeps the entry as it is."""
    extra = '\n[[noise]]\nkind = "share"\ntext = "Read more"\n'
    (corpus / "ferry.toml").write_text(GOLD + extra, encoding="utf-8")
    edit = _edit(corpus)
    edit.label([0], "gold")
    edit.finish()
    noise = tomllib.loads((corpus / "ferry.toml").read_text(encoding="utf-8"))["noise"]
    assert sorted(one["kind"] for one in noise) == ["related", "share"]


def test_an_empty_page_has_nothing_to_label(corpus: Path) -> None:
    """It is said, instead of asking nothing."""
    (corpus / "ferry.html").write_bytes(b"")
    with pytest.raises(CorpusError, match="ferry holds no text"):
        _edit(corpus)


@pytest.mark.parametrize(
    ("typed", "own", "answer"),
    [
        ("", None, Answer("keep")),
        (" g ", None, Answer("gold")),
        ("n news", None, Answer("noise", "newsletter")),
        ("n", "share", Answer("noise", "share")),
        ("o cap", None, Answer("optional", "caption")),
        ("w n nav", None, Answer("noise", "navigation", whole=True)),
        ("w d", None, Answer("drop", whole=True)),
        ("c the ferry", None, Answer("contains", phrase="the ferry")),
        ("l", None, Answer("lacks")),
        ("?", None, Answer("help")),
    ],
)
def test_an_answer_is_a_letter_and_what_it_is_about(
    typed: str, own: str | None, answer: Answer
) -> None:
    """Kinds may be cut short; a kind that the block has need not be typed."""
    assert parse_answer(typed, own) == answer


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("x", "'x' is no answer"),
        ("n", "Which kind"),
        ("n s", "Type n and one of skip-link, share"),
        ("o news", "Type o and one of title"),
        ("w", "After w comes"),
        ("w q", "After w comes"),
        ("g caption", "Nothing comes after 'g'"),
    ],
)
def test_an_answer_that_is_none_says_what_can_be_typed(typed: str, says: str) -> None:
    """One sentence, and the block is asked about again."""
    with pytest.raises(UsageError, match=says):
        parse_answer(typed, None)


def test_kinds_are_told_apart_by_their_beginnings() -> None:
    """Every kind can be typed, and every letter means one thing."""
    for kind in NOISE_KINDS:
        assert parse_answer(f"n {kind}", None).kind == kind
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_votes_that_cannot_be_read_are_none(corpus: Path) -> None:
    """A broken file is as good as no file."""
    _vote(corpus, "......")
    next((corpus / ".boilerbench").iterdir()).write_bytes(b"{")
    assert read_votes(corpus, "ferry") is None
    assert gold_file(corpus, read_unchecked(corpus).page("ferry")).exists()
