"""The arithmetic of one page, written out: formulas with the page's own numbers in them."""

import re
from collections.abc import Mapping


def written_out(formula: str, numbers: Mapping[str, float]) -> str:
    """A formula with the names of columns replaced by a page's numbers."""
    names = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    return re.sub(rf"\b(?:{names})\b", lambda found: f"{numbers[found[0]]:g}", formula)
