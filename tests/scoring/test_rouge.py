import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rouge_score import rouge_scorer

from boilerbench import Page, open_corpus
from boilerbench.scoring.rouge import STEPS, Sentence, common_places, rouge_lsum
from boilerbench.trees import parse_page, texts_of

SENTENCE = st.lists(st.sampled_from("abcdef"), max_size=9).map(tuple)
SENTENCES = st.lists(SENTENCE, max_size=6)


def words(text: str) -> list[Sentence]:
    """Sentences of a text in which a bar ends each."""
    return [tuple(sentence.split()) for sentence in text.split("|")]


def peers(gold: list[Sentence], output: list[Sentence]) -> tuple[float, float, float]:
    score = rouge_scorer._summary_level_lcs(gold, output)
    return float(score.precision), float(score.recall), float(score.fmeasure)


def ours(gold: list[Sentence], output: list[Sentence]) -> tuple[float, float, float]:
    counts = rouge_lsum(gold, output)
    assert counts is not None
    hits, found, wanted = counts
    if not found or not wanted:
        assert not hits
        return 0.0, 0.0, 0.0
    return hits / found, hits / wanted, 2 * hits / (found + wanted)


@pytest.mark.parametrize(
    ("gold", "output", "expected"),
    [
        ("a b c", "a b c", (3, 3, 3)),
        ("a b c", "c b a", (1, 3, 3)),
        ("a b c d", "a b | c d", (4, 4, 4)),  # each half is found in a sentence of its own
        ("a b | c d", "a b c d", (4, 4, 4)),
        ("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8 | w1 w3 w8 w9 w5", (4, 10, 5)),  # Lin 2004, section 3.2
        ("a a", "a | a", (1, 2, 2)),  # both find the same place, and the union has it once
        ("a | a", "a", (1, 1, 2)),  # the output has it once to give
        ("a b", "", (0, 0, 2)),
        ("", "a b", (0, 2, 0)),
        ("", "", (0, 0, 0)),
    ],
)
def test_known_values(gold: str, output: str, expected: tuple[int, int, int]) -> None:
    """Hits, words of the output, words of gold, worked by hand."""
    assert rouge_lsum(words(gold), words(output)) == expected


@given(SENTENCES, SENTENCES)
@example(words("a b a | b"), words("b a | a b b"))
def test_any_text_scores_as_in_rouge_score(gold: list[Sentence], output: list[Sentence]) -> None:
    """Precision, recall and F1 are those of the package rouge-score."""
    assert ours(gold, output) == pytest.approx(peers(gold, output), abs=1e-12)


@given(st.lists(SENTENCE, min_size=1, max_size=4), st.data())
def test_a_text_with_lost_and_added_sentences(gold: list[Sentence], data: st.DataObject) -> None:
    """Whole sentences are found whole, with the result of computing every pair."""
    kept = data.draw(st.lists(st.sampled_from(gold), max_size=6))
    output = data.draw(st.permutations([*kept, *data.draw(SENTENCES)]))
    assert ours(gold, output) == pytest.approx(peers(gold, output), abs=1e-12)


@given(SENTENCE, SENTENCE)
@example(tuple("ab"), tuple("ba"))
@example(tuple("aab"), tuple("xax"))
def test_of_several_longest_subsequences_the_same_is_read(one: Sentence, other: Sentence) -> None:
    """Places are those which rouge-score's way back through its table meets."""
    places = {word: sum(1 << at for at, w in enumerate(one) if w == word) for word in one}
    found = common_places(places, len(one), other)
    assert [at for at in range(len(one)) if found >> at & 1] == rouge_scorer.lcs_ind(one, other)


@given(SENTENCES, SENTENCES, st.data())
def test_the_order_of_sentences_does_not_count(
    gold: list[Sentence], output: list[Sentence], data: st.DataObject
) -> None:
    """Sentences that change places, in gold or output, leave all counts as they were."""
    shuffled = data.draw(st.permutations(gold)), data.draw(st.permutations(output))
    assert rouge_lsum(*shuffled) == rouge_lsum(gold, output)


@given(SENTENCES, SENTENCES)
def test_hits_are_bounded(gold: list[Sentence], output: list[Sentence]) -> None:
    """No more hits than words on either side, all of them if both are the same."""
    hits, found, wanted = rouge_lsum(gold, output) or (-1, 0, 0)
    assert 0 <= hits <= min(found, wanted)
    assert rouge_lsum(gold, gold) == (wanted, wanted, wanted)


def test_a_page_that_takes_too_long_is_not_computed() -> None:
    """The limit is on comparisons made: the same text as large is no trouble."""
    gold = [tuple(f"g{n} {n} w" for n in range(9)), tuple("abc")]
    assert rouge_lsum(gold, [tuple("acb")], most=2) is None
    assert rouge_lsum(gold, [tuple("acb")], most=3) == (2, 3, 12)
    assert rouge_lsum(gold, gold, most=0) == (12, 12, 12)
    long = tuple(map(str, range(STEPS // 100)))
    assert rouge_lsum([long], [long[::-1]]) == (1, len(long), len(long))
    assert rouge_lsum([long * 4], [long[::-1] * 4]) is None


@pytest.mark.parametrize("page", open_corpus("hard").pages, ids=lambda page: str(page.id))
def test_real_text_scores_as_in_rouge_score(page: Page) -> None:
    """A page's whole visible text against its gold, both cut at lines."""
    tree = parse_page(page.source.read(), page.charset)
    output = [] if tree is None else [tuple(text.split()) for text in texts_of(tree)]
    gold = [tuple(text.split()) for text in page.gold.paragraphs]
    assert ours(gold, output) == pytest.approx(peers(gold, output), abs=1e-12)
