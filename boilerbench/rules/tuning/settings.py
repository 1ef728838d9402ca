"""An extractor's own options as they may be set: a range of numbers, or a list of choices."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from boilerbench.adapters import Adapter, options_of
from boilerbench.errors import UsageError
from boilerbench.specs import Spec, Value, parse_spec

VARIANT: Final = "variant"
"""The name by which variants are choices, where no option has it."""
PLAIN: Final = "none"
"""No variant."""

Setting: TypeAlias = tuple[tuple[str, Value], ...]
"""Options and what they are set to; the empty one is the spec as it was given."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, both among them; whole ones where both ends are."""

    name: str
    low: float
    high: float

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are meant."""
        return isinstance(self.low, int) and isinstance(self.high, int)

    @property
    def ends(self) -> tuple[Value, ...]:
        """Values that stand for all."""
        return (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Choices:
    """Some values."""

    name: str
    values: tuple[Value, ...]

    @property
    def ends(self) -> tuple[Value, ...]:
        """All of them."""
        return self.values


Tunable: TypeAlias = Span | Choices


def parse_tunable(text: str) -> Tunable:
    """`NAME=LOW..HIGH` or `NAME=a,b,c`; UsageError for anything else."""
    name, equals, values = text.partition("=")
    if not equals or not name.isidentifier() or not values:
        raise UsageError(f"--option {text!r} is none: write NAME=LOW..HIGH or NAME=a,b,c.")
    low, dots, high = values.partition("..")
    if dots:
        return _span(text, name, low, high)
    found = tuple(_value(text, one) for one in values.split(","))
    if len(set(map(repr, found))) != len(found):
        raise UsageError(f"--option {text!r} names a value twice: keep one of them.")
    return Choices(name, found)


def _span(text: str, name: str, low: str, high: str) -> Span:
    ends = [_value(text, one) for one in (low, high)]
    numbers = [one for one in ends if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) < len(ends) or not all(map(math.isfinite, numbers)):
        raise UsageError(f"--option {text!r}: a range goes from a number to a number: 10..200.")
    if not numbers[0] < numbers[1]:
        raise UsageError(f"--option {text!r}: the range ends before it begins.")
    return Span(name, *numbers)


def _value(text: str, spelled: str) -> Value:
    """A value as a spec spells it."""
    if not spelled:
        raise UsageError(f"--option {text!r} has an empty value.")
    ((_, value),) = parse_spec(f"any:value={spelled}").options
    return value


def check_tunables(tunables: Sequence[Tunable], spec: Spec, adapter: Adapter) -> None:
    """UsageError or SpecError where the adapter has no such option or takes no such value."""
    names = [one.name for one in tunables]
    if twice := [name for name in names if names.count(name) > 1]:
        raise UsageError(f"--option {twice[0]} is given twice: keep one of them.")
    for one in tunables:
        for value in one.ends:
            options_of(adapter, with_setting(spec, ((one.name, value),), adapter))


def with_setting(spec: Spec, setting: Setting, adapter: Adapter) -> Spec:
    """The spec with options set; what it says of others stays."""
    options: dict[str, Value] = dict(spec.options)
    variants = spec.variants
    for name, value in setting:
        if name == VARIANT and VARIANT not in adapter.options:
            variants = () if value == PLAIN else (str(value),)
        else:
            options[name] = value
    return replace(spec, variants=variants, options=tuple(options.items()))


def declared(tunables: Sequence[Tunable], spec: Spec, adapter: Adapter) -> Mapping[str, Value]:
    """What the options are set to as the spec is given, as far as that is within their bounds."""
    given = {**adapter.options, **options_of(adapter, spec)}
    given.setdefault(VARIANT, spec.variants[-1] if spec.variants else PLAIN)
    return {
        one.name: value
        for one in tunables
        if (value := given.get(one.name)) is not None and _within(one, value)
    }


def _within(one: Tunable, value: Value) -> bool:
    if isinstance(one, Choices):
        return value in one.values
    return isinstance(value, int | float) and one.low <= value <= one.high
