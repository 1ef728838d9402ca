"""By what readers of exported times know an extractor again, and whose commit was timed."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from boilerbench.manifests import Checkout, SystemRecord
from boilerbench.specs import parse_spec

OURS: Final = "boilerbench"


def fullnames(corpus: str, systems: Sequence[SystemRecord]) -> list[str]:
    """Of each system the corpus and the label it was given, else its spec.

    A label stays where a path or a version changes, so it is what an extractor is followed by.
    A label that is also another's spec tells nobody apart: its row keeps its spec.
    """
    wanted = [parse_spec(one.spec).label or one.spec for one in systems]
    taken = Counter(wanted)
    return [
        f"{corpus}::{name if taken[name] == 1 else one.spec}"
        for name, one in zip(wanted, systems, strict=True)
    ]


def source_of(systems: Sequence[SystemRecord]) -> tuple[str, Checkout | None]:
    """The project and the checkout that times are of: those of the only checkout measured.

    pytest-benchmark's `project` is the repository that its commit is of. An extractor's name says
    that wherever the checkout lies; a folder may be a worktree's, called after a branch. Where it
    has none, the folder's name stands. Without a checkout, or with several, it is boilerbench.
    """
    found = [one for one in systems if one.checkout]
    if len(found) != 1 or found[0].checkout is None:
        return OURS, None
    spec, checkout = parse_spec(found[0].spec), found[0].checkout
    return (spec.name if spec.kind == "name" else Path(checkout.path).name), checkout
