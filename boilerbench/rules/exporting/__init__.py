"""Rules for other programs, and the table of what they can be written for."""

from collections.abc import Callable, Mapping
from typing import Final

from boilerbench.rules.exporting.choosing import Exported, of_site
from boilerbench.rules.exporting.files import easylist, ftr, ftr_folder
from boilerbench.rules.exporting.lists import css_list, xpath_list
from boilerbench.rules.exporting.python import python
from boilerbench.rules.exporting.trafilatura import trafilatura
from boilerbench.rules.model import RuleFile

__all__ = ["TARGETS", "Exported", "export", "ftr_folder", "of_site"]

TARGETS: Final[Mapping[str, Callable[..., Exported]]] = {
    "trafilatura": trafilatura,
    "easylist": easylist,
    "ftr": ftr,
    "css": css_list,
    "xpath": xpath_list,
    "python": python,
}
"""Formats by name: from a file, and whether its rules are those chosen for a site."""


def export(file: RuleFile, target: str, site: str | None = None) -> Exported:
    """A file's rules, or those that hold on a site, in another format.

    Raises RuleError where it can be of one site only and the rules are of several.
    """
    chosen = of_site(file, site) if site is not None else file
    return TARGETS[target](chosen, chosen=site is not None)
