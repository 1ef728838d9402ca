"""`boilerbench rules`: what cleaning rules remove and destroy, and which are missing."""

from typing import Final

import click

from boilerbench.cli.options import examples
from boilerbench.cli.verbs import Verbs

VERBS: Final = {
    "check": ("boilerbench.cli.rules_check", "Faults of a rule file, before it meets a page."),
    "apply": ("boilerbench.cli.rules_apply", "Pages or texts without what rules find in them."),
    "ledger": ("boilerbench.cli.rules_ledger", "For every rule: noise removed, gold destroyed."),
    "why": ("boilerbench.cli.rules_why", "Why a text is still in an extractor's output."),
    "suggest": ("boilerbench.cli.rules_suggest", "Rules that leaked noise asks for."),
    "tune": ("boilerbench.cli.rules_tune", "The rules and options that serve a corpus best."),
    "export": ("boilerbench.cli.rules_export", "Rules for trafilatura, EasyList, Python, …"),
}


@click.group(
    name="rules",
    cls=Verbs,
    verbs=VERBS,
    epilog=examples(
        "boilerbench rules why 'Continue reading the main story' summit --extractor trafilatura",
        "boilerbench rules suggest --extractor trafilatura -o found.toml",
        "boilerbench rules ledger found.toml --extractor trafilatura",
        "boilerbench rules apply found.toml page.html",
        "boilerbench rules export found.toml --to trafilatura",
    ),
)
def command() -> None:
    """The cleaning-rule workbench: what rules remove, what they destroy, which are missing."""
