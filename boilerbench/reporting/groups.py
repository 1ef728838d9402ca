"""The groups of a table's rows: extractors, converters, the scale, and what stands above each."""

from collections.abc import Mapping, Sequence
from typing import Final

from boilerbench.manifests import RowKind

KINDS: Final[tuple[RowKind, ...]] = ("extractor", "converter", "scale")
"""The groups of a table, from the top."""

CAPTIONS: Final[Mapping[RowKind, str]] = {
    "converter": "converters (all text, no claim to find the main content):",
    "scale": "the scale:",
}


def captions(kinds: Sequence[RowKind]) -> dict[int, str]:
    """What stands above which row, by the rows' kinds, where there are converters to set apart."""
    if "converter" not in kinds:
        return {}
    return {kinds.index(kind): text for kind, text in CAPTIONS.items() if kind in kinds}
