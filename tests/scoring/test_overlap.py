import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import MetricError
from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Metric, Shingles, Tokens
from boilerbench.scoring.metric import failure

WORDS = st.text(alphabet="abc", min_size=1, max_size=1)
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)
BOTH: tuple[Metric, ...] = (Tokens(), Shingles(), Shingles(n=2))


def values(metric: Metric, gold: Gold, text: str) -> dict[str, float]:
    row = np.array([metric.page(gold, text)])
    return {name: float(value[0]) for name, value in metric.values(row).items()}


def test_tokens_known_value() -> None:
    """Three of four gold tokens and one other: precision 3/4, recall 3/4, whatever the order."""
    found = values(Tokens(), Gold(text="The cat sat down"), "sat THE cat, maybe")
    assert found == pytest.approx({"f1": 0.75, "precision": 0.75, "recall": 0.75})


def test_shingles_known_value() -> None:
    """Of the shingles abcd bcde, an output abcdx has one: precision and recall are a half."""
    assert values(Shingles(), Gold(text="a b c d e"), "a b c d x")["f1"] == 0.5
    assert values(Shingles(), Gold(text="a b c"), "a b c")["f1"] == 1.0
    assert values(Shingles(), Gold(text="a b c"), "a b")["f1"] == 0.0


@pytest.mark.parametrize("metric", BOTH, ids=repr)
def test_nothing_scores_nothing(metric: Metric) -> None:
    """An empty output, and a failed page, have 0 in every value, never nan."""
    gold = Gold(text="some gold text of a page")
    assert failure(metric, gold) == metric.page(gold, "")
    assert set(values(metric, gold, "").values()) == {0.0}
    assert set(values(metric, Gold(text=""), "").values()) == {0.0}


@pytest.mark.parametrize("metric", BOTH, ids=repr)
def test_only_gold_with_a_token_is_judged(metric: Metric) -> None:
    """Snippet gold, empty gold and gold without words have no precision and recall."""
    texts = (None, "", " — ", "x")
    assert [metric.judges(Gold(text=text)) for text in texts] == [False, False, False, True]


@given(TEXTS.filter(bool), TEXTS)
def test_values_are_shares(gold: str, output: str) -> None:
    """Values lie in [0, 1], F1 between its parts, and gold itself scores exactly 1."""
    for metric in BOTH:
        found = values(metric, Gold(text=gold), output)
        low, high = sorted((found["precision"], found["recall"]))
        assert 0 <= low <= found["f1"] + 1e-12
        assert found["f1"] <= high + 1e-12 <= 1 + 2e-12
        assert values(metric, Gold(text=gold), gold) == metric.ideal


def test_the_summary_is_the_mean_of_pages() -> None:
    """Pages count alike whatever their length, by weight; without weight there is no value."""
    rows = np.array([[1.0, 0.0, 0.0], [0.0, 50.0, 100.0]])
    weights = np.array([[1.0, 1.0], [3.0, 1.0], [0.0, 0.0]])
    found = Tokens().summary(rows, weights)
    assert found["f1"].tolist()[:2] == [0.5, 0.75]
    assert np.isnan(found["recall"][2])
    assert np.isnan(Tokens().summary(np.zeros((0, 3)), np.ones((1, 0)))["f1"][0])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4),
       st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), max_size=4),
       st.none() | TEXTS, st.data())  # fmt: skip  # four strategies, four lines
def test_optional_text_between_paragraphs_is_free(
    paragraphs: list[str], optional: list[str], title: str | None, data: st.DataObject
) -> None:
    """Gold with any of the optional texts anywhere between paragraphs scores exactly 1."""
    kinds = OptionalText(kind="caption", text="")
    gold = Gold(
        text="\n\n".join(paragraphs),
        optional=tuple(OptionalText(kinds.kind, text) for text in optional),
        title=title,
    )
    output = list(paragraphs)
    for text in data.draw(st.permutations([*optional, title or ""])):
        if data.draw(st.booleans()):
            output.insert(data.draw(st.integers(0, len(output))), text)
    for metric in BOTH:
        assert values(metric, gold, "\n".join(output)) == metric.ideal


PROSE = Gold(
    text="The ministers met on Monday.\nA storm closed the port of Vell.\nTalks go on.",
    title="A storm closed the port",
    optional=(
        OptionalText("caption", "Workers secure a crane in the harbour. Photo: Ana Ruiz"),
        OptionalText("tags", "Weather"),
    ),
)


@pytest.mark.parametrize(
    ("output", "same_as"),
    [
        ("{title}\n{1}\n{3}", "{1}\n{3}"),
        ("{1}\n{caption}\nBuy now\n{3}", "{1}\nBuy now\n{3}"),
        ("{1}\nWorkers secure a crane\n{3}", "{1}\n{3}"),
        ("{3}\n{1}\nWeather", "{3}\n{1}"),
        ("{1} {caption} {2} x", "{1} {2} x"),
    ],
)
def test_optional_text_is_free_in_imperfect_outputs_too(output: str, same_as: str) -> None:
    """Kept captions, tags and titles change no score, whole or in part."""
    parts = dict(zip("123", PROSE.paragraphs, strict=True))
    texts = {"title": PROSE.title, "caption": PROSE.optional[0].text}

    def written(template: str) -> str:
        for name, part in {**parts, **texts}.items():
            template = template.replace("{" + name + "}", part or "")
        return template

    for metric in BOTH:
        assert metric.page(PROSE, written(output)) == metric.page(PROSE, written(same_as))


def test_gold_that_is_also_the_title_stays() -> None:
    """A headline repeated in the story is not taken from it, not even from a moved paragraph."""
    first, second, third = PROSE.paragraphs
    whole = sum(Tokens().page(PROSE, PROSE.text or "")[:1])
    assert Tokens().page(PROSE, f"{second}\n{third}\n{first}") == (whole, 0, 0)
    moved = Gold(
        text=f"{first} It was a long meeting, all said.\n{second}\n{third}", title=PROSE.title
    )
    assert Tokens().page(moved, f"{second}\n{moved.paragraphs[0]}\n{third}")[1:] == (0, 0)
    moved = Gold(text=(moved.text or "").replace("A storm", "Late a storm"), title=PROSE.title)
    late = "Late a storm closed the port"
    assert Tokens().page(moved, f"{late}\n{moved.paragraphs[0]}\n{third}")[1:] == (0, 2)
    assert Tokens().page(PROSE, f"{second}\nnoise") == (7, 1, whole - 7)


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "4"])
def test_a_shingle_has_a_whole_number_of_tokens(n: int) -> None:
    """Anything but a positive integer is refused with the spelling that works."""
    with pytest.raises(MetricError, match=r"shingles\(n=4\)"):
        Shingles(n=n)
