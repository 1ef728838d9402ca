"""Rules tried on pages with extractors of a few lines."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Page
from boilerbench.rules.model import Rule
from boilerbench.rules.trying import Trials, try_rules
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec

READS = """
import re

def extract(html, url=None):
    if "explode" in html:
        raise ValueError("exploded")
    if "data-needed" in html and "needed-part" not in html:
        raise ValueError("a part is missing")
    return "\\n".join(re.findall(r"<(?:p|h1|li)[^>]*>([^<]*)<", html))
"""
"""The text of paragraphs, as the bytes have it, so that any change of the bytes may show."""


def page(
    ident: str,
    body: str,
    text: str | None = "",
    noise: Sequence[tuple[str, str]] = (),
    url: str | None = None,
) -> Page:
    """A page with gold text and noise (kind, text)."""
    html = f"<!doctype html><html><head><title>t</title></head><body>{body}</body></html>"
    # A kind is one of the literal's; the struct checks it when it is read, not here.
    entries: Any = tuple(Noise(kind, said) for kind, said in noise)  # type: ignore[arg-type]
    gold = Gold(text=text, noise=entries)
    return Page(ident, HtmlBytes(html.encode()), gold, url=url)


def corpus(*pages: Page) -> Corpus:
    """Pages as a corpus."""
    return Corpus("tried", "tried", pages)


def reader(folder: Path, code: str = READS) -> str:
    """The spec of an extractor that is written into a folder."""
    file = folder / "reads.py"
    file.write_text(code, encoding="utf-8")
    return str(file)


def tried(
    spec: str,
    rules: Sequence[Rule],
    pages: Corpus,
    *,
    known: Mapping[str, Extraction] | None = None,
    leave_one_out: bool = False,
    timeout: float = 30.0,
) -> Trials:
    """Rules tried with a real worker."""
    settings = Settings(timeout=timeout)
    found = resolve_all([parse_spec(spec)], settings, jobs=1, say=lambda _: None)
    with SessionPool(1) as pool:
        (system,) = greet_all(found, pool, jobs=1)
        return try_rules(rules, pages, system, pool, known=known, leave_one_out=leave_one_out)
