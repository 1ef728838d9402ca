"""A text from its page's bytes to the output: whether it stands in each stage, and how."""

import html
import re
from collections.abc import Iterator
from typing import Final

from boilerbench.decoding import Decoded, decode
from boilerbench.origins import Origins, origins
from boilerbench.records import Page
from boilerbench.rules.explaining.forms import Form, Spelled, core, told
from boilerbench.rules.explaining.likeness import ROUGH
from boilerbench.rules.explaining.shapes import Stage, StageName, Standing
from boilerbench.wording import counted

_WHOLE: Final = rb"(?<![A-Za-z0-9])%b(?![A-Za-z0-9])"
_TAG: Final = re.compile(r"<[^<>]*>")


def page_stages(page: Page, standing: Standing, wanted: str) -> Iterator[Stage]:
    """The text in the page's bytes, in what these are decoded to, and in the tree of it."""
    content = page.source.read()
    decoded = decode(content, page.charset)
    yield _in_bytes(content, decoded, wanted)
    yield _in_markup(decoded, wanted)
    yield _in_tree(decoded, standing, wanted)


def _in_bytes(content: bytes, decoded: Decoded, wanted: str) -> Stage:
    """As the bytes of any encoding that may be meant; else as the markup has it."""
    name: StageName = "page, as bytes"
    for encoding in dict.fromkeys(("utf-8", decoded.encoding, "windows-1252", "utf-16le")):
        as_bytes = _encoded(core(wanted), encoding)
        if as_bytes and (count := len(re.findall(_WHOLE % re.escape(as_bytes), content))):
            return Stage(name, True, count, "as it is" + _in(encoding, as_bytes))
    count, how = _looked_up(decoded.text, wanted)
    return Stage(name, bool(count), count, how)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return b""


def _in(encoding: str, as_bytes: bytes) -> str:
    return "" if as_bytes.isascii() and b"\0" not in as_bytes else f", in {encoding}"


def _in_markup(decoded: Decoded, wanted: str) -> Stage:
    count, how = _looked_up(decoded.text, wanted)
    read = f"read as {decoded.encoding}" + (
        f" ({decoded.how})" if decoded.how != decoded.encoding else ""
    )
    return Stage("page, decoded", bool(count), count, f"{how}; {read}" if count else read)


def _looked_up(markup: str, wanted: str) -> tuple[int, str]:
    """How often, and how, a text stands in markup: as it is, with entities, with tags within."""
    if forms := _in_words(markup, wanted):
        return len(forms), told([_unlined(form) for form in forms])
    for way, text in (
        ("with entities", html.unescape(markup)),
        ("with tags between its words", html.unescape(_TAG.sub(" ", markup))),
        ("with tags in its words", html.unescape(_TAG.sub("", markup))),
    ):
        if forms := _in_words(text, wanted):
            return len(forms), way
    return 0, "not in it"


def _in_words(markup: str, wanted: str) -> list[Form]:
    """The places of a text in markup, without names such as `sign-up` that have its letters."""
    forms = Spelled(markup).forms(wanted)
    return [form for form in forms if not ROUGH.keys() & set(form.differences)]


def _unlined(form: Form) -> str:
    """A form without what lines say, which markup has of its own."""
    return f"with other {' and '.join(form.differences)}" if form.differences else "as it is"


def _in_tree(decoded: Decoded, standing: Standing, wanted: str) -> Stage:
    name: StageName = "page, parsed"
    if standing.within == "text":
        hidden = sum(spot.hidden for spot in standing.spots)
        return Stage(name, True, standing.places, "in its wording" + _hidden(hidden, standing))
    if standing.within != "nowhere":
        only = standing.told.removeprefix("not in the visible text: ")
        return Stage(name, True, standing.places, f"only {only}")
    count, _ = _looked_up(decoded.text, wanted)
    lost = "lost by the parser, or its words stand apart" if count else "not in it"
    return Stage(name, False, 0, lost)


def _hidden(hidden: int, standing: Standing) -> str:
    if not hidden:
        return ""
    return ", hidden" if hidden >= standing.places else f", {hidden} of them hidden"


def pruned_stage(before: Standing, shown: Page, wanted: str) -> Stage:
    """The text on a page that its rules went over."""
    page: Origins | None = origins(shown)
    places = 0 if page is None else len(page.places(wanted))
    if before.within != "text" and page is not None and page.of(wanted) is not None:
        return Stage("page after rules", True, before.places, before.told)
    left = f"{places} of {counted(before.places, 'place')} left"
    return Stage("page after rules", bool(places), places, left if places else "not in it")


def output_stage(name: StageName, output: str, wanted: str) -> Stage:
    """The text in an output, or how much of it is."""
    forms = forms_in(output, wanted)
    if not forms:
        return Stage(name, False, 0, _in_parts(output, wanted))
    how = told([str(form) for form in forms])
    apart = not Spelled(output).forms(wanted)
    return Stage(
        name, True, 1 if apart else len(forms), f"its lines apart: {how}" if apart else how
    )


def forms_in(output: str, wanted: str) -> list[Form]:
    """The places of a text in an output; where it is not there as a whole, those of all its lines.

    A text of which a line is missing is nowhere.
    """
    spelled = Spelled(output)
    if whole := spelled.forms(wanted):
        return whole
    lines = [spelled.forms(line) for line in wanted.splitlines() if core(line)]
    return [form for forms in lines for form in forms] if all(lines) else []


def _in_parts(output: str, wanted: str) -> str:
    """Of a text of several lines those that are there; of one line nothing is said."""
    lines = [line for line in wanted.splitlines() if core(line)]
    spelled = Spelled(output)
    there = [line for line in lines if spelled.forms(line)]
    if there:
        are = "is" if len(there) == 1 else "are"
        asked = f"ask for {there[0].strip()!r} alone"
        return f"not as a whole: {len(there)} of its {len(lines)} lines {are} in it; {asked}"
    return "not in it"
