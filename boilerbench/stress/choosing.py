"""Which mutations are meant by their names and globs."""

import fnmatch
from collections.abc import Sequence
from typing import Final

from boilerbench.errors import UsageError
from boilerbench.spelling import suggestion
from boilerbench.stress.mutations import CONTROL, MUTATIONS
from boilerbench.stress.planting import PLANTINGS

NAMES: Final = (*MUTATIONS, *PLANTINGS)


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """The mutations of these names or globs, all without any; the control is always among them.

    Raises UsageError for a name that means none.
    """
    found = {CONTROL, *(NAMES if not names else ())}
    for name in names:
        meant = fnmatch.filter(NAMES, name)
        if not meant:
            raise UsageError(
                f"There is no mutation {name!r}{suggestion(name, NAMES)} "
                "`boilerbench stress --list` names them all; globs such as 'noise-*' are read too."
            )
        found.update(meant)
    return tuple(name for name in NAMES if name in found)


def sentence_of(name: str) -> str:
    """What a mutation does, in a line."""
    return MUTATIONS[name].sentence if name in MUTATIONS else PLANTINGS[name].sentence
