"""Good extractors that agree with each other against the gold."""

from boilerbench.answers import Answers
from boilerbench.linting.agreement import against_gold
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Page

WORDS = [f"{n} ferries left the harbour at dawn with people and pianos" for n in range(12)]
OTHER = "The gold of this page was taken from quite another page, as nobody noticed."


def _answers(spec: str, texts: list[str], golds: list[str], kind: str = "extractor") -> Answers:
    pages = tuple(Page(f"p{n}", HtmlBytes(b""), Gold(text=gold)) for n, gold in enumerate(golds))
    done = tuple(Extraction(f"p{n}", "d", "ok", text=text) for n, text in enumerate(texts))
    record = SystemRecord(spec=spec, label=spec, kind=kind)  # type: ignore[arg-type]
    return Answers(record, pages, done)


def test_three_good_ones_against_the_gold_are_told() -> None:
    """All give the page's text, and the gold is another."""
    golds = [*WORDS[:11], OTHER]
    answers = [_answers(spec, WORDS, golds) for spec in ("a", "b@1", "x=c:fast")]
    (fault,) = against_gold(answers)
    assert (fault.code, fault.page) == ("X01", "p11")
    assert "3 good extractors agree" in fault.found


def test_variants_and_stored_outputs_and_bad_ones_have_no_voice() -> None:
    """Variants of one extractor are one; converters, stored outputs, poor ones are not asked."""
    golds = [*WORDS[:11], OTHER]
    poor = ["nothing like it"] * 12
    answers = [
        _answers("a", WORDS, golds),
        _answers("a:fast", WORDS, golds),
        _answers("a@2", WORDS, golds),
        _answers("b", WORDS, golds),
        _answers("outputs:x.json", WORDS, golds),
        _answers("c", WORDS, golds, "converter"),
        _answers("d", poor, golds),
    ]
    assert list(against_gold(answers)) == []


def test_extractors_that_differ_say_nothing() -> None:
    """Where they do not agree, the gold may be right."""
    golds = [*WORDS[:11], OTHER]
    texts = [[*WORDS[:11], last] for last in ("one thing here", "another thing there", "a third")]
    answers = [_answers(spec, own, golds) for spec, own in zip("abc", texts, strict=True)]
    assert list(against_gold(answers)) == []
