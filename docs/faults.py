"""What `corpus check` finds on public corpora: `python docs/faults.py CORPUS…`.

Prints a table of rules and corpora, and writes it into corpus-rules.md.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from boilerbench.corpora import open_unchecked
from boilerbench.corpora.rules import RULES
from boilerbench.linting.checking import check
from boilerbench.reporting.tables import Align, Cell, render

PAGE = Path(__file__).parent / "corpus-rules.md"
BLOCK = re.compile(r"(<!-- figures: corpus check -->\n```text\n)(.*?)(```)", re.DOTALL)


def main() -> None:
    """Count the findings of each corpus by rule."""
    corpora = [open_unchecked(source) for source in sys.argv[1:]]
    counts = [
        Counter(fault.code for fault in check(corpus, strict=False, whole=False))
        for corpus in corpora
    ]
    rows: list[list[Cell]] = [["pages", "", *(len(c.pages) + len(c.left_out) for c in corpora)]]
    for code, rule in RULES.items():
        if any(found[code] for found in counts):
            rows.append([code, rule.name, *(found[code] or "-" for found in counts)])
    align: list[Align] = ["left", "left", *["right"] * len(corpora)]  # type: ignore[list-item]
    names = [corpus.source.partition(":")[0] for corpus in corpora]
    table = render(["rule", "name", *names], rows, "table", align)
    print(table)
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(lambda m: f"{m[1]}{table}\n{m[3]}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
