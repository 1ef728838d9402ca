"""What is said of a corpus as a whole: labelled whole, no page twice, and in figures."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora import open_unchecked
from boilerbench.corpora.completeness import gaps
from boilerbench.corpora.corpus import Corpus, field_values, in_order, select
from boilerbench.corpora.difficulty import TRAITS, difficulty, hard_traits
from boilerbench.corpora.figures import page_figures
from boilerbench.corpora.stats import noise_places, sets_of, stats_of
from boilerbench.records import Gold, HtmlBytes, Noise, Page

MakeCorpus = Callable[..., Path]
Told = Callable[..., str]


@pytest.fixture
def told_stats(capsys: pytest.CaptureFixture[str]) -> Told:
    """A function that runs `corpus stats`: what it prints."""
    from boilerbench.cli import exit_code

    def told(*arguments: object) -> str:
        assert exit_code(["corpus", "stats", *map(str, arguments)]) == 0
        return capsys.readouterr().out

    return told


def _page(body: str, gold: Gold, name: str = "p") -> Page:
    return Page(name, HtmlBytes(f"<html><body>{body}</body></html>".encode()), gold)


def test_a_page_with_unlabelled_words_has_a_gap() -> None:
    """Under 98 % of the words the sentence counts what is left and quotes it."""
    page = _page("<p>gold text</p><p>who knows</p>", Gold(text="gold text"))
    (fault,) = gaps(page)
    assert str(fault) == (
        "page: 2 of 4 words are neither gold, optional nor noise: “who knows”; "
        "label at least 98% of its words"
    )


def test_a_label_without_a_place_is_a_contradiction() -> None:
    """Gold that is noise as well is named, with the field to take out."""
    gold = Gold(text="Sign up", noise=(Noise("newsletter", "Sign up"),))
    (fault,) = gaps(_page("<p>Sign up</p>", gold))
    assert fault.field == "noise 1"
    assert "“Sign up” is named 2 times, and every place" in fault.found


def test_a_label_for_every_word_leaves_no_gap() -> None:
    """A page that is labelled whole is whole; so is one with snippets only, which promises less."""
    whole = Gold(text="gold", noise=(Noise("navigation", "menu"),))
    assert list(gaps(_page("<p>menu</p><p>gold</p>", whole))) == []
    assert list(gaps(_page("<p>menu</p><p>gold</p>", Gold(contains=("gold",))))) == []


def test_figures_of_a_page_worked_by_hand() -> None:
    """Elements, depth and shares of a page small enough to count."""
    body = (
        "<nav><a>Home</a> <a>News</a></nav><p>The ferry left at dawn</p>"
        "<p>Sign up</p><p>with one piano on board</p><script>x</script><p>bye</p>"
    )
    gold = "The ferry left at dawn\n\nwith one piano on board"
    figures = page_figures(_page(body, Gold(text=gold)))
    assert (figures.elements, figures.depth) == (10, 4)
    assert (figures.words, figures.gold_words) == (15, 10)
    assert figures.gold_share == 10 / 15
    assert figures.link_share == 2 / 15
    assert (figures.before, figures.between, figures.after) == (2 / 15, 2 / 15, 1 / 15)


def test_a_page_without_words_has_figures_too() -> None:
    """Nothing is divided by nothing: an empty page and an empty file."""
    for content in (b"", b"<html><body></body></html>"):
        figures = page_figures(Page("p", HtmlBytes(content), Gold(text="")))
        assert (figures.words, figures.gold_share, figures.between) == (0, 0, 0)


def test_difficulty_counts_the_traits_on_the_hard_side() -> None:
    """None is easy, one is medium, two or more are hard; without gold text nobody knows."""
    easy = _page("<p>one two three four</p>", Gold(text="one two three four"))
    linked = _page("<p>one two three four</p><a>a b c</a>", Gold(text="one two three four"))
    buried = _page(f"<a>{'x ' * 20}</a><p>one two three four</p>", Gold(text="one two three four"))
    assert [difficulty(page) for page in (easy, linked, buried)] == ["easy", "medium", "hard"]
    assert [trait.name for trait in hard_traits(buried)] == ["gold_share", "link_share"]
    assert difficulty(_page("<p>x</p>", Gold(contains=("x",)))) is None
    assert field_values(_page("<p>x</p>", Gold(text="")), "difficulty") == ("unknown",)
    assert all(trait.means for trait in TRAITS)


def test_difficulty_selects_and_orders() -> None:
    """`--where difficulty=easy` chooses pages, and tables go from easy to hard."""
    easy = _page("<p>one two three four</p>", Gold(text="one two three four"), "e")
    medium = _page("<p>one two three four</p><a>a b c</a>", Gold(text="one two three four"), "m")
    corpus = Corpus("x", "x", (medium, easy))
    assert [p.id for p in select(corpus, where=["difficulty=easy"]).pages] == ["e"]
    assert in_order(["hard", "easy", "medium"]) == ["easy", "medium", "hard"]
    assert in_order(["b", "a", "a"]) == ["a", "b"]


def test_noise_has_a_place_beside_the_gold() -> None:
    """Before its first word, after its last, or between; without gold all stands before it."""
    noise = (Noise("navigation", "menu"), Noise("share", "share this"), Noise("legal", "rights"))
    body = "<p>menu</p><p>gold</p><p>share this</p><p>text</p><p>rights</p>"
    found = list(noise_places(_page(body, Gold(text="gold\ntext", noise=noise))))
    assert found == [
        ("navigation", "before", 1),
        ("share", "between", 2),
        ("legal", "after", 1),
    ]
    silent = _page("<p>menu</p>", Gold(text="", noise=noise[:1]))
    assert list(noise_places(silent)) == [("navigation", "before", 1)]


def test_a_corpus_of_several_sets_has_figures_for_each(make_corpus: MakeCorpus) -> None:
    """Each set is a column of its own, and counts its own pages, sites and noise."""
    corpus = open_unchecked(make_corpus(3))
    ((name, pages),) = sets_of(corpus)
    stats = stats_of(name, pages)
    assert (stats.name, stats.pages, stats.sites) == ("ferry", 3, 3)
    assert stats.figures["gold_words"].median == 29
    assert stats.encodings == {"utf-8": 3}
    assert [(count.kind, count.place, count.pieces) for count in stats.noise] == [
        ("newsletter", "between", 3),
        ("navigation", "before", 3),
        ("legal", "after", 3),
    ]


def test_figures_that_no_page_has_are_left_out(tmp_path: Path, told_stats: Told) -> None:
    """Without gold, without words, of random bytes, or without any page: a dash, and never nan."""
    for name, content in (("a", b""), ("b", b"<p>...</p>"), ("c", random.Random(1).randbytes(900))):
        (tmp_path / f"{name}.html").write_bytes(content)
        (tmp_path / f"{name}.toml").write_text('drafted = ["text"]', encoding="utf-8")
    assert set(stats_of("x", open_unchecked(tmp_path).pages).figures) == {
        "bytes",
        "elements",
        "depth",
        "words",
        "link_share",
    }
    assert stats_of("x", ()).figures == {}
    for style in ("table", "github", "latex", "html", "csv", "json"):
        assert "nan" not in told_stats(tmp_path, "--format", style).lower()
    assert "-" in told_stats(tmp_path).partition("gold words")[2].partition("\n")[0]


def test_real_pages_have_the_figures_that_were_measured_of_them(real_corpora: Path) -> None:
    """AEB's medians come out as an independent count had them: 743 elements, 17 deep, .491 gold."""
    corpus = open_unchecked(f"aeb:{real_corpora / 'article-extraction-benchmark'}")
    figures = stats_of("aeb", corpus.pages).figures
    assert figures["elements"].median == 743
    assert figures["depth"].median == 17
    assert round(figures["gold_share"].median, 2) == 0.49
    assert round(figures["link_share"].median, 2) == 0.28
    assert (round(figures["depth"].low), round(figures["depth"].high)) == (14, 21)


@pytest.mark.parametrize("style", ["table", "github", "latex", "html", "csv", "json"])
def test_stats_are_printed_in_every_format(
    style: str, make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """The verb prints each set beside the others; data formats have one number a row."""
    from boilerbench.cli import exit_code

    folder = make_corpus(2)
    assert exit_code(["corpus", "stats", str(folder), str(folder), "--format", style]) == 0
    out = capsys.readouterr().out
    if style == "json":
        rows = json.loads(out)
        assert {"set": "ferry", "figure": "pages", "name": "count", "value": 2} in rows
    else:
        assert "newsletter" in out
        assert "ferry" in out
