"""Instructions of every extractor of a measurement, beside its times."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError
from boilerbench.records import Page
from boilerbench.speed.instructions import calls_on, count_instructions
from boilerbench.speed.record import Event, Instructed
from boilerbench.speed.rounds import Cell
from boilerbench.speed.watch import Watch
from boilerbench.systems import System


def count_all(
    systems: Sequence[System],
    pages: Sequence[Page],
    timed: AbstractSet[Cell],
    log: Callable[[Event], None],
    watch: Watch,
) -> None:
    """Count each system's instructions on the pages it was timed on; the reason where it cannot."""
    for number, system in enumerate(systems):
        own = [page for page in range(len(pages)) if (number, page) in timed]
        if isinstance(system.origin, Command) and own:
            log(_counted(number, system, pages, own, watch))


def _counted(
    number: int, system: System, pages: Sequence[Page], own: Sequence[int], watch: Watch
) -> Instructed:
    chosen = [pages[page] for page in own]
    label = system.record.label
    watch.begin(f"instructions of {label}", calls_on(chosen))
    try:
        found = count_instructions(system, chosen, step=lambda: watch.step(1, label))
    except UnavailableError as error:
        return Instructed(number, reason=str(error))
    finally:
        watch.end()
    places = {page.id: place for page, place in zip(chosen, own, strict=True)}
    counts = {places[one.page]: one.instructions for one in found.pages}
    return Instructed(number, counts, found.remarks)
