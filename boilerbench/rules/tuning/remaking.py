"""Outputs under some rules, really made: pages pruned and extracted again, texts cleaned."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from boilerbench.digests import short_digest
from boilerbench.records import Extraction, Page
from boilerbench.rules.applying import Applied, recorded, sites_seen
from boilerbench.rules.model import Rule
from boilerbench.rules.trials import PageTrial


class Remaker:
    """The pages of trials under any rules; a page that is pruned alike is extracted once.

    Without `extract`, as of stored outputs, rules of pages do nothing.
    """

    def __init__(
        self, trials: Sequence[PageTrial], extract: Callable[[Page], Extraction] | None
    ) -> None:
        self._trials = {one.page.id: one for one in trials}
        self._extract = extract
        self._made: dict[tuple[str, str], Extraction] = {}

    def outputs(self, rules: Sequence[Rule], pages: Sequence[str]) -> dict[str, Extraction]:
        """What the extractor makes of some pages under rules, by page.

        What is repeated is counted on those pages: all pages of a site are to be among them.
        """
        with Applied(rules) as applied:
            trials = [self._trials[page] for page in pages]
            found = {one.page.id: self._pruned(one, applied) for one in trials}
            seen = sites_seen(found, [one.page for one in trials])
            return {
                one.page.id: applied.cleaned(found[one.page.id], one.page, seen.get(one.page.site))
                for one in trials
            }

    def _pruned(self, trial: PageTrial, applied: Applied) -> Extraction:
        """What the extractor makes of a page less what the rules find in it."""
        if self._extract is None or not any(rule.of_page for rule in applied.rules):
            return trial.raw
        shown, pruned = applied.page(trial.page)
        if not pruned.fired:
            return trial.raw
        key = (trial.page.id, short_digest(pruned.content))
        if key not in self._made:
            made = recorded(self._extract(shown), trial.page, pruned)
            self._made[key] = replace(made, removed=())  # other rules may take the same away
        return self._made[key]
