"""Contents, figures and diffs as one HTML file that loads nothing; the same bytes for the same."""

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from boilerbench.report.blocks import Diffs
from boilerbench.report.contents import Contents
from boilerbench.report.drawing import Drawings
from boilerbench.report.saying import legible
from boilerbench.report.views import names
from boilerbench.sidebyside import Piece
from boilerbench.sidebyside.cutting import gap

SCRIPTS: Final = ("table.js", "diff.js", "open.js")
"""The parts of the one script, in their order."""
POLICY: Final = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def document(contents: Contents, drawings: Drawings, diffs: Diffs, *, again: str) -> bytes:
    """The file; `again` is the command that makes it."""
    script = "'use strict';\n" + "\n".join(_asset(name) for name in SCRIPTS)
    style = _asset("report.css") + (_asset("stress.css") if contents.stress else "")
    policy = POLICY.format(script=_hashed(script), style=_hashed(style))
    text = (
        _environment()
        .get_template("report.j2")
        .render(
            names(contents, drawings, diffs),
            policy=policy,
            css=Markup(style),  # noqa: S704  our own file
            script=Markup(script),  # noqa: S704  our own files
            again=again,
        )
    )
    return text.encode()


def _environment() -> Environment:
    """Templates that escape all they are given, and fail over a name that is not there."""
    made = Environment(
        loader=PackageLoader("boilerbench.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_legible,
    )
    made.tests["web"] = is_web
    made.tests["noted"] = lambda piece: bool(note(piece))
    made.filters["coded"] = coded
    made.filters["note"] = note
    made.filters["gap"] = gap
    return made


def _legible(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else legible(value)


def coded(text: str) -> Markup:
    """A sentence with what stands between backticks as code."""
    parts = [escape(legible(part)) for part in text.split("`")]
    marked = (
        Markup("<code>{}</code>").format(part) if at % 2 and at < len(parts) - 1 else part
        for at, part in enumerate(parts)
    )
    return Markup("").join(marked)


def is_web(url: str) -> bool:
    """Whether an address may be linked."""
    return re.match(r"https?://", url, re.IGNORECASE) is not None


def note(piece: Piece) -> str:
    """What stands in front of a marked piece: kind and place, or where its other half is."""
    if piece.pair is not None:
        return f"¶ {piece.pair}"
    return " · ".join(filter(None, (piece.kind, piece.place)))


def _asset(name: str) -> str:
    """One of our own files without comments that fill a line and without indentation."""
    text = files("boilerbench.report").joinpath(name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def _hashed(text: str) -> str:
    """A source as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
