"""Rules applied to files: pages pruned, texts cleaned, pages extracted and cleaned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec

from boilerbench.corpora.facts import facts_of
from boilerbench.decoding import decode
from boilerbench.errors import DataError
from boilerbench.extracting import extract
from boilerbench.records import Extraction, Gold, HtmlBytes, Page, Removal
from boilerbench.rules.addresses import by_folder
from boilerbench.rules.applying import Applied, recorded
from boilerbench.rules.cleaning import Seen, lines_seen
from boilerbench.rules.pruning import Trouble, control_of
from boilerbench.rules.scopes import host_of
from boilerbench.sessions import SessionPool
from boilerbench.systems import System

Form: TypeAlias = Literal["html", "text"]

PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
TEXTS: Final = frozenset({".txt", ".text", ".md", ".markdown"})

Extractor: TypeAlias = tuple[System, SessionPool]
"""What makes texts of pages, and where its workers live."""


@dataclass(frozen=True, slots=True)
class Input:
    """A page or a text: what it is called, its bytes, and the URL that says its site."""

    name: str
    content: bytes
    form: Form
    url: str | None = None

    @property
    def markdown(self) -> bool:
        """Whether it is a text whose lines have marks."""
        return self.name.endswith((".md", ".markdown"))

    @property
    def page(self) -> Page:
        """It as a page of no corpus."""
        return Page(self.name, HtmlBytes(self.content), Gold(), url=self.url)


class Applying(msgspec.Struct, frozen=True):
    """What came of one input: its bytes after the rules, and what each rule took.

    `control_size` is how many bytes a page has that was parsed and serialised with nothing
    removed; None where no rule fired on it, or where it is a text.
    """

    name: str
    content: bytes
    removals: tuple[Removal, ...]
    size: int
    control_size: int | None = None
    troubles: tuple[Trouble, ...] = ()
    failed: str | None = None


def inputs_in(
    root: Path,
    form: Form | None,
    addresses: Mapping[str, str] | None = None,
    *,
    but: Path | None = None,
) -> list[Input]:
    """The pages and texts of a folder in order of their names; DataError where there are none.

    The `addresses` by name come first, then what a page says of itself, then a folder called as a
    host. What is in the folder `but` is left out.
    """
    wanted = {"html": PAGES, "text": TEXTS, None: PAGES | TEXTS}[form]
    files = [one for one in sorted(root.rglob("*")) if one.suffix.lower() in wanted]
    files = [one for one in files if one.is_file() and not (but and _is_in(one, but))]
    if not files:
        endings = ", ".join(sorted(wanted))
        raise DataError(f"{root} holds no page or text: expected files that end in {endings}.")
    return [_in_folder(root, file, form, addresses or {}) for file in files]


def _is_in(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _in_folder(root: Path, file: Path, form: Form | None, addresses: Mapping[str, str]) -> Input:
    name = file.relative_to(root).as_posix()
    found = input_of(file, form, name=name, url=addresses.get(name))
    return found if host_of(found.url) else replace(found, url=by_folder(root, name) or found.url)


def input_of(
    file: Path, form: Form | None, *, name: str | None = None, url: str | None = None
) -> Input:
    """A file; without a form its ending tells it, and an unknown one is a page.

    DataError where it cannot be read.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}.") from error
    found: Form = form or ("text" if file.suffix.lower() in TEXTS else "html")
    return with_url(Input(name or file.name, content, found), url)


def with_url(found: Input, url: str | None) -> Input:
    """An input with the URL that was said, else with that which a page says of itself."""
    if url is None and found.form == "html":
        url = facts_of(found.content)["url"]
    return replace(found, url=url)


def apply(
    inputs: Sequence[Input], applied: Applied, extractor: Extractor | None = None
) -> Iterator[Applying]:
    """What the rules make of each input; with an extractor pages become texts.

    Rules on what is repeated look at the texts of all inputs, by site; one without an address is
    a site of its own, as nobody knows what it belongs to.
    """
    extracted = {
        one.name: _extracted(one, applied, extractor)
        for one in inputs
        if extractor is not None and one.form == "html"
    }
    seen = _seen(inputs, extracted) if applied.texts.needs_sites else {}
    for one in inputs:
        if one.name in extracted:
            yield _cleaned_page(one, extracted[one.name], applied, seen)
        elif one.form == "html":
            yield _pruned(one, applied)
        else:
            yield _cleaned(one, applied, seen)


def controls(inputs: Sequence[Input]) -> Iterator[Applying]:
    """Pages parsed and serialised with nothing removed, and texts as they are."""
    for one in inputs:
        content = control_of(one.content) if one.form == "html" else one.content
        yield Applying(one.name, content, (), len(one.content), len(content))


def _extracted(one: Input, applied: Applied, extractor: Extractor) -> Extraction:
    shown, pruned = applied.page(one.page)
    system, pool = extractor
    found = extract(system, shown, pool)
    return recorded(found, one.page, pruned) if pruned.fired else found


def _seen(inputs: Sequence[Input], extracted: Mapping[str, Extraction]) -> dict[str, Seen]:
    texts = []
    for one in inputs:
        if one.name in extracted:
            texts.append((one.page.site, extracted[one.name].text))
        elif one.form == "text":
            texts.append((one.page.site, decode(one.content).text))
    return dict(lines_seen(texts))


def _pruned(one: Input, applied: Applied) -> Applying:
    _, pruned = applied.page(one.page)
    control = None if pruned.control is None else len(pruned.control)
    return Applying(
        one.name, pruned.content, pruned.removals, len(one.content), control, pruned.troubles
    )


def _cleaned(one: Input, applied: Applied, seen: Mapping[str, Seen]) -> Applying:
    found = applied.texts.clean(
        decode(one.content).text,
        host_of(one.url),
        seen=seen.get(one.page.site),
        markdown=one.markdown,
    )
    content = found.text.encode() if found.removals else one.content
    return Applying(one.name, content, found.removals, len(one.content), troubles=found.troubles)


def _cleaned_page(
    one: Input, extraction: Extraction, applied: Applied, seen: Mapping[str, Seen]
) -> Applying:
    if not extraction.answered:
        why = f"{extraction.outcome}: {extraction.reason or 'no reason was given'}"
        return Applying(one.name, b"", extraction.removed, len(one.content), failed=why)
    found = applied.cleaned(extraction, one.page, seen.get(one.page.site))
    text = found.text or found.markdown or ""
    return Applying(one.name, text.encode(), found.removed, len(one.content))
