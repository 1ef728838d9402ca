"""Gold beside output as values: nothing lost, nothing twice, counted as scoring counts."""

from collections import Counter

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, OptionalText, Page
from boilerbench.scoring.alignment import align, leaks
from boilerbench.sidebyside import Bounds, PageDiff, Piece, side_by_side, worst_first
from boilerbench.text import tokens
from boilerbench.verdicts import verdict

WORDS = st.sampled_from(
    ["the", "ferry", "left", "(harbour)", "at", "dawn.", "piano!", "sea", "ad", "share", "東京"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
PARAGRAPHS = st.lists(TEXT | st.just("***"), max_size=4)
KINDS = st.sampled_from(["newsletter", "share", "advertisement"])
CAPTIONS: st.SearchStrategy[OptionalText] = TEXT.map(lambda text: OptionalText("caption", text))
GOLDS = st.builds(
    Gold,
    text=PARAGRAPHS.map("\n\n".join),
    noise=st.lists(st.builds(Noise, KINDS, TEXT), max_size=3).map(tuple),
    optional=st.lists(CAPTIONS, max_size=2).map(tuple),
    title=st.none() | TEXT,
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, Extraction]:
    """A page and an output made of its texts and others, in any order, glued in any way."""
    gold = draw(GOLDS)
    own = [*gold.paragraphs, *(one.text for one in gold.noise)]
    own += [one.text for one in gold.optional]
    parts = draw(st.lists(st.sampled_from(own) | TEXT if own else TEXT, max_size=8))
    glue = st.sampled_from(["\n", "\n\n", " ", "", " | ", "\r\n"])
    text = "".join(part + draw(glue) for part in parts)
    return _page(gold), _extraction(text)


def _page(gold: Gold) -> Page:
    return Page("p", HtmlBytes(b""), gold)


def _extraction(text: str, **fields: object) -> Extraction:
    told = {"page": "p", "digest": "0", "outcome": "ok", "text": text, **fields}
    return msgspec.convert(told, Extraction)


def _letters(pieces: list[Piece]) -> str:
    return "".join("".join(piece.text for piece in pieces).split())


def _output(diff: PageDiff) -> list[Piece]:
    return [piece for pair in diff.pairs for piece in pair.output]


def _gold(diff: PageDiff) -> list[Piece]:
    return [piece for pair in diff.pairs for piece in pair.gold]


@given(pages())
def test_both_sides_are_all_there(both: tuple[Page, Extraction]) -> None:
    """The pieces joined are the output and the gold, letter for letter, in their order."""
    page, extraction = both
    diff = side_by_side(page, extraction)
    if tokens(extraction.text):
        assert _letters(_output(diff)) == "".join(extraction.text.split())
    if tokens(page.gold.text or ""):
        assert _letters(_gold(diff)) == "".join((page.gold.text or "").split())
    assert [pair.number for pair in diff.pairs] == list(range(1, len(diff.pairs) + 1))
    assert diff.left_out == ""


@given(pages())
@example((_page(Gold(text="the\n\nthe")), _extraction("the\nthe\nthethe\n")))
def test_words_are_counted_as_a_verdict_counts_them(both: tuple[Page, Extraction]) -> None:
    """Missing, moved, unlabelled and leaked words are those of the page's verdict."""
    page, extraction = both
    diff = side_by_side(page, extraction)
    found = verdict(page, extraction)
    if found is not None:
        counts = diff.counts
        assert (counts.missing, counts.moved, counts.extra) == (
            found.missing,
            found.moved,
            found.extra,
        )
        assert diff.leaked == found.leaked
        assert counts.leaked == sum(found.leaked.values())


@given(pages())
def test_every_leaked_word_is_in_one_piece(both: tuple[Page, Extraction]) -> None:
    """Of every leak, the pieces of its segment hold its words, and are of its kind."""
    page, extraction = both
    held: Counter[tuple[int, str]] = Counter()
    for piece in _output(side_by_side(page, extraction)):
        if piece.mark == "leaked":
            held[piece.index or 0, piece.kind] += piece.words
    wanted = {(one.index, one.kind): one.leaked for one in leaks(page.gold, extraction.text)}
    assert held == wanted


@given(pages())
def test_marks_are_those_of_the_alignment(both: tuple[Page, Extraction]) -> None:
    """Each character of a word has the mark that the alignment's run gives it."""
    page, extraction = both
    names = {"gold": "kept", "noise": "leaked"}
    runs = align(page.gold, extraction.text).output
    wanted = [
        (letter, names.get(run.label, run.label))
        for run in runs
        for letter in extraction.text[run.start : run.end]
        if letter.isalnum()
    ]
    pieces = _output(side_by_side(page, extraction))
    found = [(letter, one.mark) for one in pieces for letter in one.text if letter.isalnum()]
    assert found == wanted


@given(pages())
def test_moved_text_names_the_pair_of_its_other_half(both: tuple[Page, Extraction]) -> None:
    """The pair that a moved piece names has a moved piece of the other side."""
    diff = side_by_side(*both)
    for pair in diff.pairs:
        for piece in pair.output:
            if piece.mark == "moved":
                assert piece.pair is not None
                assert any(one.mark == "moved" for one in diff.pairs[piece.pair - 1].gold)
        for piece in pair.gold:
            if piece.mark == "moved":
                assert piece.pair is not None
                assert any(one.mark == "moved" for one in diff.pairs[piece.pair - 1].output)


@given(pages(), st.integers(1, 60), st.none() | st.integers(1, 5))
def test_a_cut_diff_keeps_its_bounds(
    both: tuple[Page, Extraction], words: int, kept: int | None
) -> None:
    """However small the bounds, no more is shown, counts stay, and a sentence tells of it."""
    whole, cut = side_by_side(*both), side_by_side(*both, Bounds(words, kept))
    for side in (_gold(cut), _output(cut)):
        assert sum(piece.words - piece.skipped for piece in side) <= words
    assert (cut.counts, cut.leaked) == (whole.counts, whole.leaked)
    if len(cut.pairs) < len(whole.pairs):
        assert "paragraphs altogether" in cut.left_out


@given(pages())
def test_a_diff_reads_back(both: tuple[Page, Extraction]) -> None:
    """In JSON nothing of a diff is lost."""
    diff = side_by_side(*both)
    assert msgspec.json.decode(msgspec.json.encode(diff), type=PageDiff) == diff


@given(pages())
def test_the_worst_come_first(both: tuple[Page, Extraction]) -> None:
    """Sorted by words wrong, it is the same pairs."""
    diff = side_by_side(*both)
    ranked = worst_first(diff)
    wrong = [pair.counts.wrong for pair in ranked]
    assert wrong == sorted(wrong, reverse=True)
    assert sorted(ranked, key=lambda pair: pair.number) == list(diff.pairs)
