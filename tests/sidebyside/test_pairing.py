"""Which paragraphs of gold and output stand side by side."""

import msgspec
import pytest

from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Page
from boilerbench.sidebyside import Bounds, PageDiff, json_schema, side_by_side
from boilerbench.sidebyside.cutting import gap

FIRST = "The ferry left the harbour at dawn with forty people on board."
SECOND = "By noon the piano had been played by everyone except the captain."
THIRD = "Nobody asked where the music had come from or who would carry it home."
AD = "Continue reading the main story below"
SIGN_UP = "Sign up for our morning letter"
GOLD = Gold(
    text=f"{FIRST}\n\n{SECOND}\n\n{THIRD}",
    noise=(Noise("skip-link", AD), Noise("newsletter", SIGN_UP), Noise("newsletter", "No spam")),
)


def _diff(text: str, gold: Gold = GOLD, bounds: Bounds | None = None, **more: object) -> PageDiff:
    told = {"page": "p", "digest": "0", "outcome": "ok", "text": text, **more}
    page = Page("p", HtmlBytes(b""), gold)
    return side_by_side(page, msgspec.convert(told, Extraction), bounds or Bounds())


def _marks(diff: PageDiff) -> list[tuple[list[str], list[str]]]:
    return [
        ([piece.mark for piece in pair.gold], [piece.kind or piece.mark for piece in pair.output])
        for pair in diff.pairs
    ]


KEPT = (["kept"], ["kept"])


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (f"{FIRST}\n{SECOND}\n{THIRD}", [KEPT, KEPT, KEPT]),
        (f"{FIRST} {SECOND} {THIRD}", [KEPT, KEPT, KEPT]),
        (f"{FIRST}\n{THIRD}", [KEPT, (["missing"], []), KEPT]),
        (f"{FIRST}\n{AD}\n{SECOND}\n{THIRD}", [KEPT, ([], ["skip-link"]), KEPT, KEPT]),
        (f"{FIRST} {AD} {SECOND} {THIRD}", [KEPT, ([], ["skip-link"]), KEPT, KEPT]),
        (f"{FIRST} {AD}\n{SECOND}\n{THIRD}", [(["kept"], ["kept", "skip-link"]), KEPT, KEPT]),
        (f"{AD} {FIRST}\n{SECOND}\n{THIRD}", [(["kept"], ["skip-link", "kept"]), KEPT, KEPT]),
        (
            f"{FIRST[:27]}\n{AD}\n{FIRST[27:]}\n{SECOND}\n{THIRD}",
            [(["kept"], ["kept", "skip-link", "kept"]), KEPT, KEPT],
        ),
        (
            f"{FIRST}\n{SIGN_UP}\nNo spam\n{AD}\nWho knows\nwhat this is\n{SECOND}\n{THIRD}",
            [
                KEPT,
                ([], ["newsletter", "newsletter"]),
                ([], ["skip-link"]),
                ([], ["extra"]),
                KEPT,
                KEPT,
            ],
        ),
        ("", [(["missing"], [])] * 3),
        (
            f"{FIRST[:27]}\n{SECOND}\n{THIRD}",
            [(["kept", "missing"], ["kept"]), KEPT, KEPT],
        ),
    ],
)
def test_each_paragraph_has_its_pair(text: str, marks: list[tuple[list[str], list[str]]]) -> None:
    """Lost gold has a pair at its place; foreign text is beside the paragraph that it is inside."""
    assert _marks(_diff(text)) == marks


def test_moved_paragraphs_point_at_each_other() -> None:
    """Each half of a moved paragraph names the pair that has the other."""
    diff = _diff(f"{THIRD}\n{FIRST}\n{SECOND}")
    (moved,) = [pair for pair in diff.pairs if pair.output and pair.output[0].mark == "moved"]
    (gold,) = [pair for pair in diff.pairs if pair.gold and pair.gold[0].mark == "moved"]
    assert (moved.output[0].pair, gold.gold[0].pair) == (gold.number, moved.number)
    assert diff.counts.moved == gold.counts.moved == 14
    assert moved.counts.wrong == 0


def test_words_that_scoring_claims_out_of_order_stand_where_they_came() -> None:
    """Gold words which are aligned backwards are kept, and name the pair that they are of."""
    gold = Gold(
        text="the\n\nthe\n\nthe\n\nferry ferry left the the",
        noise=(Noise("share", "the"), Noise("share", "the the ferry the")),
    )
    diff = _diff("the\nthe the ferry the\nferry the ferry\nthe the ferry the\n", gold)
    output = [(piece.mark, piece.pair) for pair in diff.pairs for piece in pair.output]
    assert ("kept", diff.pairs[-1].number) in output
    assert [len(pair.gold) for pair in diff.pairs] == [0, 1, 1, 1, 2]


def test_markdown_is_shown_as_the_text_that_is_scored() -> None:
    """An output that came as Markdown only has none of its marks."""
    diff = _diff("", Gold(text=FIRST), markdown=f"## [{FIRST}](https://example.org)")
    assert [piece.text for piece in diff.pairs[0].output] == [FIRST]


def test_a_failed_extraction_has_its_reason() -> None:
    """No pairs, but what was lost, and why."""
    diff = _diff("", outcome="timeout", reason="no answer after 30 s")
    assert (diff.form, diff.reason, diff.pairs) == ("failed", "timeout: no answer after 30 s", ())
    assert diff.counts.missing == len(f"{FIRST} {SECOND} {THIRD}".split())
    assert _diff("", outcome="crash").reason == "crash: no reason was given"


def test_a_page_of_snippets_has_their_fates() -> None:
    """Each snippet is found, missing, leaked or absent; the output stands alone."""
    gold = Gold(contains=("forty  people", "a whale"), lacks=("morning letter", "cookies"))
    diff = _diff(f"{FIRST}\n\n{SIGN_UP}", gold)
    assert [one.fate for one in diff.snippets] == ["found", "missing", "leaked", "absent"]
    assert _marks(diff) == [([], ["unjudged"])] * 2
    assert diff.form == "snippets"
    assert _diff(FIRST, Gold()).form == "none"


def test_kept_text_goes_first_then_what_is_long_then_what_is_right() -> None:
    """Bounds take kept words, then the middles of long pieces, then whole pairs."""
    words = [f"w{number}" for number in range(100)]
    noise = " ".join(f"n{number}" for number in range(100))
    gold = Gold(text=" ".join(words) + "\n\nthe end of it", noise=(Noise("promo", noise),))
    text = f"{' '.join(words)}\n{noise}\nthe end of it"
    small = _diff(text, gold, Bounds(150))
    assert gap(small.pairs[0].gold[0]) == " … 76 words kept … "
    assert small.pairs[1].output[0].skipped == 0
    assert "76 words" not in small.left_out
    assert "152 words that were kept." in small.left_out
    tiny = _diff(text, gold, Bounds(60))
    assert gap(tiny.pairs[1].output[0]) == " … 76 words … "
    least = _diff(text, gold, Bounds(30))
    assert [pair.number for pair in least.pairs] == [2, 3]
    assert "and 1 of 3 paragraphs altogether." in least.left_out
    assert [pair.number for pair in _diff(text, gold, Bounds(0)).pairs] == []


def test_kept_text_can_be_short_in_every_diff() -> None:
    """Asked for, kept text shows its ends only, and no sentence is needed."""
    diff = _diff(f"{FIRST}\n{SECOND}\n{THIRD}", bounds=Bounds(kept=2))
    assert diff.left_out == ""
    (piece,) = diff.pairs[0].output
    assert (piece.text, gap(piece), piece.tail) == ("The ferry", " … 8 words kept … ", "on board.")


@pytest.mark.parametrize("body", ["x" * 100_000, "- " * 50_000 + "end", "一" * 100_000])
def test_a_word_or_a_gap_without_end_is_cut(body: str) -> None:
    """Megabytes in one line count by their letters too."""
    diff = _diff(f"{FIRST}\n{body}", bounds=Bounds(1000))
    shown = sum(len(piece.text + piece.tail) for pair in diff.pairs for piece in pair.output)
    assert shown < 30_000
    assert diff.left_out


def test_a_hundred_thousand_paragraphs_are_few_pairs() -> None:
    """Lines of one kind share a pair."""
    assert len(_diff(f"{FIRST}\n" + "what is this\n" * 100_000).pairs) == 4


def test_the_shape_has_a_schema() -> None:
    """The schema of the JSON names every struct."""
    assert {"PageDiff", "Pair", "Piece", "Snippet", "Counts"} <= set(json_schema()["$defs"])
