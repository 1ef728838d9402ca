"""Options of a verb that are handed to it as one value, and those of workers."""

import functools
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import click

from boilerbench.cli.options import limit_options, limits, refuse_others
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings


def grouped(
    name: str, make: Callable[..., Any], *options: Callable[..., Any]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options that reach a command as one value of this name, made of them by their names."""
    own = tuple(inspect.signature(make).parameters)

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def handing(**given: Any) -> Any:
            value = make(**{key: given.pop(key) for key in own})
            return command(**given, **{name: value})

        decorated: Callable[..., Any] = handing
        # Decorators read from below: help lists them in this order turned round.
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


@dataclass(frozen=True, slots=True)
class Workers:
    """How many workers extract side by side, and what each may take."""

    jobs: int
    settings: Settings


WORKERS = frozenset({"jobs", "timeout", "memory", "isolated"})
"""What `workers_options` are called among a command's parameters."""


def refuse_only(names: Collection[str], why: str) -> None:
    """UsageError where one of these parameters was typed for the command at hand."""
    every = {one.name or "" for one in click.get_current_context().command.params}
    refuse_others(every.difference(names), why)


def _workers(
    jobs: int | None, timeout: float | None, memory: int | None, *, isolated: bool
) -> Workers:
    return Workers(jobs or usable_cores(), limits(timeout, memory, isolated=isolated))


workers_options = grouped(
    "workers",
    _workers,
    click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        help="Workers side by side.  [default: cores]",
    ),
    limit_options,
)
"""`--jobs`, `--timeout`, `--memory`, `--isolated`, handed to the command as its `workers`."""
