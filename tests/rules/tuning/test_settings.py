"""Options to be tuned, from the command line to what is tried."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from boilerbench.adapters import Adapter, read_adapter
from boilerbench.errors import SpecError, UnavailableError, UsageError
from boilerbench.rules.tuning.settings import (
    Choices,
    Setting,
    Span,
    Tunable,
    check_tunables,
    declared,
    parse_tunable,
    with_setting,
)
from boilerbench.rules.tuning.studies import Sampler, Tried, best, load_optuna, study
from boilerbench.specs import Value, parse_spec

SOURCE = '''# /// script
# [tool.boilerbench.variants]
# short = { words = 2 }
# ///
"""The first words."""


def extract(html, url=None, *, words=5, share=0.5, mode="plain", fast=False):
    return html
'''


@pytest.fixture
def adapter(tmp_path: Path) -> Adapter:
    file = tmp_path / "first.py"
    file.write_text(SOURCE, encoding="utf-8")
    return read_adapter(file)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("words=2..9", Span("words", 2, 9)),
        ("share=0.1..1", Span("share", 0.1, 1)),
        ("low=-3..3", Span("low", -3, 3)),
        ("mode=plain,rich", Choices("mode", ("plain", "rich"))),
        ("fast=true,false", Choices("fast", (True, False))),
        ("words=1", Choices("words", (1,))),
    ],
)
def test_ranges_and_choices(text: str, wanted: Tunable) -> None:
    """Values are those that a spec would read."""
    assert parse_tunable(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "words",
        "=1",
        "a-b=1",
        "words=",
        "words=9..2",
        "words=a..b",
        "words=true..false",
        "w=1,1",
        "w=1,,2",
        "w=1..",
    ],
)
def test_what_is_no_option_is_refused(text: str) -> None:
    """With what was typed in the message."""
    with pytest.raises(UsageError, match=r"--option"):
        parse_tunable(text)


def test_options_are_held_against_the_adapter(adapter: Adapter) -> None:
    """Names it has, values it takes, each option once."""
    spec = parse_spec(str(adapter.path))
    check_tunables([Span("words", 2, 9), Choices("variant", ("none", "short"))], spec, adapter)
    for one in (
        Span("nothing", 1, 2),
        Choices("words", ("many",)),
        Choices("variant", ("none", "wide")),
    ):
        with pytest.raises(SpecError):
            check_tunables([one], spec, adapter)
    with pytest.raises(UsageError, match="given twice"):
        check_tunables([Span("words", 2, 9), Choices("words", (1,))], spec, adapter)


def test_a_setting_becomes_a_spec(adapter: Adapter) -> None:
    """Options beside those given; a variant in the place of others."""
    spec = parse_spec(f"{adapter.path}:short,mode=rich")
    assert with_setting(spec, (("words", 3), ("variant", "none")), adapter).options == (
        ("mode", "rich"),
        ("words", 3),
    )
    assert with_setting(spec, (("variant", "none"),), adapter).variants == ()
    assert with_setting(spec, (("variant", "short"),), adapter).variants == ("short",)
    assert with_setting(spec, (), adapter) == spec


def test_what_is_given_is_tried_first_where_it_is_within_bounds(adapter: Adapter) -> None:
    """Variants and options of the spec win over the defaults."""
    tunables = (Span("words", 1, 9), Span("share", 0.6, 1.0), Choices("variant", ("none", "short")))
    plain = parse_spec(str(adapter.path))
    assert declared(tunables, plain, adapter) == {"words": 5, "variant": "none"}
    short = parse_spec(f"{adapter.path}:short,share=0.7")
    assert declared(tunables, short, adapter) == {"words": 2, "share": 0.7, "variant": "short"}


TUNABLES = (Span("words", 1, 40), Span("share", 0.0, 1.0), Choices("mode", ("plain", "rich")))


def hill(setting: Setting) -> Tried:
    """Best at 30 words, a share of 0.5 and rich."""
    at: dict[str, Value] = {"words": 1, "share": 0.0, "mode": "plain", **dict(setting)}
    away = abs(float(at["words"]) - 30) / 40 + abs(float(at["share"]) - 0.5)
    score = 1 - away / 2 - (0.2 if at["mode"] == "plain" else 0)
    return Tried(setting, score, 1 - away / 2, float(at["words"]) / 40)


def found(sampler: Sampler = "tpe", seed: int = 0, trials: int = 25) -> Sequence[Tried]:
    return study(TUNABLES, hill, trials=trials, seed=seed, sampler=sampler)


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_one_seed_tries_the_same_settings(sampler: Sampler) -> None:
    """The spec as it is given comes first, then so many settings within their bounds."""
    first, again, other = found(sampler), found(sampler), found(sampler, seed=1)
    assert first == again
    assert first != other
    assert (len(first), first[0].setting) == (26, ())
    for one in first[1:]:
        values = dict(one.setting)
        assert isinstance(values["words"], int)
        assert 1 <= values["words"] <= 40
        assert values["mode"] in ("plain", "rich")


def test_proposals_climb() -> None:
    """Late ones are better than the first by far."""
    assert best(found(trials=40)).score > 0.85 > hill(()).score


def test_what_was_declared_is_the_first_proposal() -> None:
    """So that no study ends below it."""
    first = {"words": 30, "share": 0.5, "mode": "rich"}
    tried = study(TUNABLES, hill, trials=3, seed=0, first=first)  # type: ignore[arg-type]  # dict is invariant
    assert dict(tried[1].setting) == first
    assert best(tried) is tried[1]


def test_of_equals_the_earliest_is_best() -> None:
    """Nothing is set for nothing."""
    first, second = Tried((), 0.5, 1, 1), Tried((("words", 2),), 0.5, 1, 1)
    assert best([first, second]) is first


def test_without_optuna_it_is_said_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(UnavailableError, match=r"pip install 'boilerbench\[tune\]'"):
        load_optuna()
