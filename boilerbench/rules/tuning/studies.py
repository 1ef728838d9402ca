"""Settings of options tried one after the other, as optuna proposes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal, TypeAlias

from boilerbench.errors import UnavailableError
from boilerbench.rules.tuning.settings import Choices, Setting, Tunable
from boilerbench.specs import Value

Sampler: TypeAlias = Literal["tpe", "nsga2"]
"""Towards one objective, or towards the whole front of precision and recall."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A setting and what came of it on the pages that were looked at."""

    setting: Setting
    score: float
    precision: float
    recall: float


def load_optuna() -> ModuleType:
    """The package; UnavailableError with what installs it."""
    try:
        import optuna  # noqa: PLC0415  an extra, and slow to load
    except ModuleNotFoundError as error:
        raise UnavailableError(
            "Options are tuned by optuna, which is not installed: pip install 'boilerbench[tune]'"
        ) from error
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    found: ModuleType = optuna
    return found


def study(
    tunables: Sequence[Tunable],
    trial: Callable[[Setting], Tried],
    *,
    trials: int,
    seed: int,
    sampler: Sampler = "tpe",
    first: dict[str, Value] | None = None,
) -> list[Tried]:
    """What came of the spec as given, then of so many settings, by one seed always the same.

    `first` is what is tried first, where the options are within their bounds as they are.
    """
    optuna = load_optuna()
    found = [trial(())]
    made = (
        optuna.create_study(
            directions=["maximize", "maximize"], sampler=optuna.samplers.NSGAIISampler(seed=seed)
        )
        if sampler == "nsga2"
        else optuna.create_study(
            direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed)
        )
    )
    if first and len(first) == len(tunables):
        made.enqueue_trial(first)

    def tried(proposed: Any) -> float | tuple[float, float]:
        setting = tuple((one.name, _proposed(one, proposed)) for one in tunables)
        found.append(trial(setting))
        last = found[-1]
        return (last.precision, last.recall) if sampler == "nsga2" else last.score

    made.optimize(tried, n_trials=trials)
    return found


def _proposed(one: Tunable, proposed: Any) -> Value:
    """What is proposed for one option."""
    value: Value
    if isinstance(one, Choices):
        value = proposed.suggest_categorical(one.name, one.values)
    elif one.whole:
        value = proposed.suggest_int(one.name, one.low, one.high)
    else:
        exact = proposed.suggest_float(one.name, one.low, one.high)
        value = min(max(float(f"{exact:.4g}"), one.low), one.high)  # a spec is to be read and typed
    return value


def best(tried: Sequence[Tried]) -> Tried:
    """The one with the highest score; of equals the earliest: nothing is set for nothing."""
    return max(tried, key=lambda one: one.score)
