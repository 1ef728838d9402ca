"""Gold against output, as a person reads it."""

import pytest

from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, OptionalText, Page
from boilerbench.reporting.diffs import Passage, lines_of, passages, woven
from boilerbench.sidebyside import Counts, Pair, Piece, side_by_side

FIRST = "The ferry left the harbour at dawn with forty people on board."
SECOND = "By noon the piano had been played by everyone except the captain."
THIRD = "Nobody asked where the music had come from or who would carry it home."
AD = "Continue reading the main story below"

GOLD = Gold(
    text=f"{FIRST}\n\n{SECOND}\n\n{THIRD}",
    optional=(
        OptionalText("caption", "A piano on the upper deck. Photograph by the harbour office."),
    ),
    noise=(Noise("skip-link", AD),),
    title="A piano goes to sea",
)


def _marks(text: str) -> list[tuple[str, str]]:
    return [(passage.mark, passage.note) for passage in _passages(text)]


def _passages(text: str) -> list[Passage]:
    extraction = Extraction(page="p", digest="0", outcome="ok", text=text)
    return passages(side_by_side(Page("p", HtmlBytes(b""), GOLD), extraction))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (f"{FIRST}\n{SECOND}\n{THIRD}", [("kept", "")]),
        (
            f"{FIRST}\n{AD}\n{SECOND}\n{THIRD}",
            [("kept", ""), ("leaked", "skip-link"), ("kept", "")],
        ),
        (f"{FIRST}\n{THIRD}", [("kept", ""), ("missing", ""), ("kept", "")]),
        (f"{SECOND}\n{THIRD}", [("missing", ""), ("kept", "")]),
        (f"{FIRST}\n{SECOND}", [("kept", ""), ("missing", "")]),
        ("", [("missing", "")]),
        (
            f"{FIRST}\n{SECOND}\n{THIRD}\nSome words that nobody labelled at all.",
            [("kept", ""), ("extra", "")],
        ),
        (
            f"A piano goes to sea\n{FIRST}\n{SECOND}\n{THIRD}",
            [("optional", "title"), ("kept", "")],
        ),
    ],
)
def test_each_passage_is_marked(text: str, marks: list[tuple[str, str]]) -> None:
    """Kept, missing, leaked, extra and optional text stand in the order of the output."""
    assert [mark for mark in _marks(text) if mark] == marks


def test_moved_text_is_no_leak() -> None:
    """A paragraph out of its place is marked as moved, not as missing or leaked."""
    marks = _marks(f"{THIRD}\n{FIRST}\n{SECOND}")
    assert ("moved", "gold paragraph 3") in marks
    assert not {"missing", "leaked", "extra"} & {mark for mark, _ in marks}


def test_lines_carry_signs_and_kinds() -> None:
    """Without colour, the sign in front tells what a line is."""
    assert lines_of(Passage("leaked", AD, "skip-link"), 80) == [f"+ [skip-link] {AD}"]
    assert lines_of(Passage("missing", FIRST), 80) == [f"- {FIRST}"]
    assert lines_of(Passage("moved", FIRST), 80)[0].startswith("~ ")
    assert all(len(line) <= 40 for line in lines_of(Passage("missing", FIRST * 9), 40))


def test_long_kept_text_is_cut_in_the_middle() -> None:
    """What was kept only shows where it begins and ends; what was missed is shown whole."""
    words = " ".join(f"w{n}" for n in range(100))
    assert lines_of(Passage("kept", words), 400) == [
        "  "
        + " ".join(f"w{n}" for n in range(12))
        + " … 76 words … "
        + " ".join(f"w{n}" for n in range(88, 100))
    ]
    assert "w50" in lines_of(Passage("missing", words), 4000)[0]


def test_extracted_text_cannot_command_a_terminal() -> None:
    """An escape sequence in a page's text is shown, not obeyed."""
    (line,) = lines_of(Passage("extra", "one \x1b]0;title\x07 two\x9b2J"), 60)
    assert line == "+ one ⟨U+001B⟩]0;title⟨U+0007⟩ two⟨U+009B⟩2J"


def test_missing_words_stand_among_the_kept_ones() -> None:
    """What a paragraph lost is shown where it is lost."""
    words = FIRST.split()
    left, middle, right = (" ".join(part) for part in (words[:4], words[4:8], words[8:]))
    found = [(one.mark, one.text) for one in _passages(f"{left} {right}\n{SECOND}\n{THIRD}")]
    assert found == [
        ("kept", f"{left} "),
        ("missing", f"{middle} "),
        ("kept", f"{right}\n{SECOND}\n{THIRD}"),
    ]


def test_a_shortened_piece_is_not_taken_apart() -> None:
    """Its gap tells how many words are gone; what is missing stands before it."""
    shortened = Piece("kept", "a b", 9, skipped=5, tail="c d")
    gold = (shortened, Piece("missing", "e", 1), Piece("kept", "f", 1))
    output = (Piece("kept", "a b", 10, skipped=6, tail="c f"),)
    marks = [piece.mark for piece in woven(Pair(1, gold, output, Counts(missing=1)))]
    assert marks == ["missing", "kept"]


def test_a_place_stands_behind_its_text() -> None:
    """On the same line where there is room, on its own where not, short where it is long."""
    near, far = "form#nl > p", "div#a > div > div.b > p.c > b"
    assert lines_of(Passage("leaked", "Sign up", "newsletter", near), 60) == [
        "+ [newsletter] Sign up   at form#nl > p"
    ]
    assert lines_of(Passage("extra", "Sign up", place=far), 28) == [
        "+ Sign up",
        "+ at div#a … p.c > b",
    ]
    assert lines_of(Passage("extra", "Sign up", place="form#newsletter > p"), 16) == [
        "+ Sign up   at",
        "+ form#newsletter",
        "+ > p",
    ]
