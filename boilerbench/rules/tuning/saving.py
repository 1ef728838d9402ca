"""Chosen rules as a file of ours."""

from collections.abc import Sequence
from pathlib import Path

from boilerbench.errors import UsageError
from boilerbench.rules.model import Rule, RuleFile
from boilerbench.rules.syntaxes import write_rules


def save_rules(path: Path, rules: Sequence[Rule]) -> None:
    """Write rules in TOML; UsageError where the file cannot be written."""
    file = RuleFile(str(path), tuple(rules), tuple(range(1, len(rules) + 1)))
    try:
        path.write_text(write_rules(file, "toml"), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}): name another file with -o."
        ) from error
