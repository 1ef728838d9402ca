"""Rules in the syntaxes that rule files have."""

from functools import partial
from typing import Final

from boilerbench.rules.exporting.choosing import Exported
from boilerbench.rules.model import RuleFile
from boilerbench.rules.syntaxes import unwritable, write_rules

__all__ = ["easylist", "ftr"]


def _written(file: RuleFile, syntax: str, *, chosen: bool) -> Exported:  # noqa: ARG001  sites are told
    return Exported(write_rules(file, syntax), unwritable(file, syntax))


easylist: Final = partial(_written, syntax="easylist")
ftr: Final = partial(_written, syntax="ftr")
