"""A source as HTML: Jinja with what templates may call."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jinja2

from authoring import scripts, styles
from authoring.drawing import Draws
from authoring.icons import icon
from authoring.sources import SITES, Front, SourceError

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def rendered(file: Path, said: Front) -> str:
    """The labelled HTML of one page; SourceError where its template fails."""
    environment = jinja2.Environment(  # noqa: S701  the templates are HTML written by hand
        loader=jinja2.FileSystemLoader(SITES),
        undefined=jinja2.StrictUndefined,
        finalize=_written,
    )
    page = {name: getattr(said, name) for name in said.__struct_fields__} | {"id": file.stem}
    try:
        template = environment.from_string(file.read_text(encoding="utf-8"))
        return template.render(page=page, vars=said.vars, **_callables(file))
    except jinja2.TemplateError as error:
        where = f" line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise SourceError(f"{file}:{where} {error}") from error


def _written(value: Any) -> Any:
    """A value as it is printed; `{{ menu.items }}` is a dict's method, and nobody's text."""
    if callable(value) and not isinstance(value, jinja2.Undefined):
        raise jinja2.TemplateRuntimeError(f"{value!r} is no text: call it, or name its key in []")
    return value


def _callables(file: Path) -> dict[str, Callable[..., Any]]:
    site, draws = file.parent.name, Draws(file.parent.name, file.stem)

    def pick(items: Sequence[Any], count: int) -> list[Any]:
        return draws.some(items, count)

    def hashed(name: str) -> str:
        return f"css-{_digest_word(f'{site} {name}')}"

    def image(name: str, width: int = 1200, height: int = 800) -> str:
        return _image(page_host(site), name, width, height)

    return {
        "pick": pick,
        "num": draws.between,
        "hashed": hashed,
        "image": image,
        "slug": slug,
        "svg": icon,
        "css": lambda kib, seed="": styles.rules(kib, f"{site} {seed}"),
        "js": lambda kib, seed="", kind="bundle": scripts.code(kib, f"{site} {seed}", kind),
    }


def page_host(site: str) -> str:
    """Where an invented site keeps its pictures."""
    return f"img.{site}.example"


def slug(text: str) -> str:
    """A text as part of an address."""
    word = re.sub(r"[^\w]+", "-", text.lower()).strip("-")
    # `/home/…` would look like a path of somebody's machine to whoever searches the pages for one.
    return "start" if word == "home" else word


def _digest_word(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    word = ""
    for _ in range(7):
        number, rest = divmod(number, len(_LETTERS))
        word += _LETTERS[rest]
    return word


def _image(host: str, name: str, width: int, height: int) -> str:
    widths = [width * step // 8 for step in (2, 3, 4, 6, 8)]
    sources = ", ".join(
        f"https://{host}/{w}x{w * height // width}/{name}.jpg?q=75&amp;auto=format {w}w"
        for w in widths
    )
    return (
        f'<img src="https://{host}/{width}x{height}/{name}.jpg" srcset="{sources}" '
        f'sizes="(max-width: 720px) 100vw, {width * 2 // 3}px" width="{width}" height="{height}" '
        f'alt="" loading="lazy" decoding="async">'
    )
