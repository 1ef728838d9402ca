"""Options of `rules suggest`: which rules are wanted, and how to ask for the same again."""

import click

from boilerbench.cli.grouping import grouped
from boilerbench.rules.mining.candidates import Bounds
from boilerbench.rules.mining.suggesting import Asked

SITES, RULES = 2, 100


def _asked(*, sites: int, tolerance: int, most: int, held_out: bool) -> Asked:
    return Asked(Bounds(sites, tolerance), most, held_out)


mining_options = grouped(
    "asked",
    _asked,
    click.option(
        "--sites",
        type=click.IntRange(1),
        default=SITES,
        show_default=True,
        metavar="N",
        help="A rule that removes leaks on fewer is bound to them.",
    ),
    click.option(
        "--gold-tolerance",
        "tolerance",
        type=click.IntRange(0),
        default=0,
        show_default=True,
        metavar="N",
        help="Words of gold that a rule may destroy.",
    ),
    click.option(
        "--limit-rules",
        "most",
        type=click.IntRange(1),
        default=RULES,
        show_default=True,
        metavar="N",
        help="The N rules that take most away.",
    ),
    click.option(
        "--held-out", is_flag=True, help="Mine half of the sites, and measure on the others too."
    ),
)
"""`--sites`, `--gold-tolerance`, `--limit-rules`, `--held-out`: the command's `asked`."""


def retyped(asked: Asked) -> list[str]:
    """The options that are not as they are by default."""
    bounds = asked.bounds
    return [
        *(["--sites", str(bounds.sites)] if bounds.sites != SITES else []),
        *(["--gold-tolerance", str(bounds.gold)] if bounds.gold else []),
        *(["--limit-rules", str(asked.most)] if asked.most != RULES else []),
        *(["--held-out"] if asked.held_out else []),
    ]
