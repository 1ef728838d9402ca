"""Foreign text as a cell of a Markdown or a LaTeX table: read as it is written, no markup."""

import re
from typing import Final

# What could be markup inside a line: GitHub has formulas in $…$ and emoji in :…: as well. An
# underscore between letters is no emphasis, and stays readable in the source.
_MARKDOWN: Final = re.compile(
    r"[\\`*\[\]<|~$&]|(?<![^\W_])_|_(?![^\W_])|:(?=[\w+-]+:)|@(?=\w)|\b(?:https?:|www\.)"
)
_LATEX: Final[dict[str, str]] = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
}
_LATEX_MARKS: Final = re.compile("[" + re.escape("".join(_LATEX)) + "]|-(?=-)")


def in_line(text: str) -> str:
    """Text without line breaks: white space folded, as a cell has but one line."""
    return " ".join(text.split())


def in_markdown(text: str) -> str:
    r"""A cell of a GitHub table: `a|b` is `a\|b`; no link, image, code or entity comes of it."""
    return _MARKDOWN.sub(_markdown_mark, in_line(text))


def _markdown_mark(match: re.Match[str]) -> str:
    found = match[0]
    if found.startswith(("http", "www")):  # GitHub links bare addresses: an entity breaks the spell
        return f"{found[:-1]}&#{ord(found[-1])};"
    return "&#64;" if found == "@" else f"\\{found}"


def in_latex(text: str) -> str:
    r"""A cell of a LaTeX table; a bracket or star that begins it is no argument of `\\`."""
    escaped = _LATEX_MARKS.sub(lambda match: _LATEX.get(match[0], "-{}"), in_line(text))
    return f"{{{escaped[0]}}}{escaped[1:]}" if escaped.startswith(("[", "*")) else escaped


def code_in_markdown(text: str) -> str:
    """Text as code: fenced by more backticks than it has in a row."""
    body = in_line(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", body)), default=0))
    padding = " " if body.startswith("`") or body.endswith("`") else ""
    return f"{fence}{padding}{body}{padding}{fence}"
