"""The verdict of a gate as Markdown, for the summary of a job: bounded in size."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.gating.findings import Gated, GateResult
from boilerbench.reporting.gates import circumstances, last_word, opening, other_pages, sign
from boilerbench.reporting.tables import render
from boilerbench.wording import counted

LARGEST: Final = 60_000
"""Bytes: a comment of GitHub holds 65,536, a job's summary a megabyte."""
MOST: Final = 100
"""Findings that are listed of each extractor."""


def summary(result: GateResult, diffs: Sequence[tuple[str, Sequence[str]]] = ()) -> str:
    """Verdict, a section for each extractor, then diffs (title, lines) while there is room."""
    head = "\n\n".join(_head(result))
    parts = [head.encode()[:LARGEST].decode(errors="ignore")]
    size = len(parts[0].encode())
    for place, (title, lines) in enumerate(diffs):
        part = f"\n\n{_folded(title, lines)}"
        size += len(part.encode())
        if size > LARGEST:
            parts.append(f"\n\n{counted(len(diffs) - place, 'diff')} left out for size.")
            break
        parts.append(part)
    return "".join(parts) + "\n"


def _head(result: GateResult) -> Iterator[str]:
    verdict = "passed" if result.passed else "not passed"
    yield f"## boilerbench gate: {verdict}"
    for one in result.extractors:
        yield f"**{_plain(opening(one))}**"
        told = [*circumstances(one), *other_pages(one)]
        if told:
            yield "\n".join(f"* {_plain(sentence)}" for sentence in told)
        if one.findings:
            yield _table(one)
    for remark in (*result.remarks, last_word(result)):
        yield _plain(remark)


def _table(one: Gated) -> str:
    shown = one.findings[:MOST]
    rows = [[sign(finding), finding.check, finding.message] for finding in shown]
    table = render(["", "check", "what"], rows, "github", ["left"] * 3)
    left_out = len(one.findings) - len(shown)
    return f"{table}\n\nand {left_out} more" if left_out else table


def _plain(text: str) -> str:
    """Text that Markdown and HTML take for nothing else."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", " ".join(text.split()))


def _folded(title: str, lines: Sequence[str]) -> str:
    """A diff that a click opens."""
    return f"<details><summary>{html.escape(title)}</summary>\n\n{_fenced(lines)}\n\n</details>"


def _fenced(lines: Sequence[str]) -> str:
    """Lines between fences longer than any in them."""
    text = "\n".join(lines)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}diff\n{text}\n{fence}"
