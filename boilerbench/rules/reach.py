"""Rules that had nothing to look at: of sites where no address is known, of the other form."""

from collections.abc import Iterator, Sequence

from boilerbench.rules.applied_files import Input
from boilerbench.rules.model import Repeated, Rule, RuleFile
from boilerbench.rules.scopes import host_of, is_for
from boilerbench.wording import counted


def unreached(
    inputs: Sequence[Input], file: RuleFile, remedy: str, *, extracted: bool
) -> Iterator[str]:
    """A sentence for each reason why some rules were not looked for, and how to mend it.

    `remedy` is how an address is said, `extracted` tells that texts are made of the pages.
    """
    active = [rule for rule in file.rules if rule.on and not rule.exception]
    yield from _of_the_other_form(inputs, active, extracted=extracted)
    nameless = [one for one in inputs if host_of(one.url) is None]
    seen = [rule for rule in active if _is_looked_for(rule, nameless, extracted=extracted)]
    of_sites = sum(not is_for(rule.sites, None) for rule in seen)
    repeated = sum(isinstance(rule.what, Repeated) and is_for(rule.sites, None) for rule in seen)
    where = f"in {_files(len(nameless), len(inputs))} without an address: {remedy}"
    if of_sites:
        yield f"{counted(of_sites, 'rule')} of some sites did nothing {where}."
    if repeated:
        yield f"{counted(repeated, 'rule')} on what a site repeats did nothing {where}."


def _is_looked_for(rule: Rule, inputs: Sequence[Input], *, extracted: bool) -> bool:
    """Whether an input is of the form that a rule looks at."""
    if rule.of_page:
        return any(one.form == "html" for one in inputs)
    return any(extracted or one.form == "text" for one in inputs)


def _of_the_other_form(
    inputs: Sequence[Input], active: Sequence[Rule], *, extracted: bool
) -> Iterator[str]:
    missed = [rule for rule in active if not _is_looked_for(rule, inputs, extracted=extracted)]
    of_page = sum(rule.of_page for rule in missed)
    if of_page:
        yield f"{counted(of_page, 'rule')} of pages did nothing: here are texts only."
    if len(missed) > of_page:
        number = counted(len(missed) - of_page, "rule")
        yield f"{number} of text did nothing: a page stays a page without --extractor."


def _files(number: int, of: int) -> str:
    return f"{number} of {of} files" if of > 1 else "what is"
