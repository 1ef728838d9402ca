"""Rules about pages: whether they are what a browser got."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from boilerbench.corpora.checks import Fault, short
from boilerbench.corpora.formats.stripped import Stripped
from boilerbench.corpora.marks import marks_in
from boilerbench.linting.golds import PRESENT
from boilerbench.linting.ground import Ground
from boilerbench.text import tokens
from boilerbench.trees import parse_page
from boilerbench.wording import counted

FEW: Final = 50
"""Words below which a page is an empty shell."""

SHORT: Final = 250
"""Words up to which a page that speaks of an error or of consent has nothing else to say."""

_ERROR = re.compile(
    r"\b(?:40[0134]|410|429|50[0234])\b(?=.{0,40}(?:error|not found|forbidden|denied|gone|bad))"
    r"|\b(?:error|http)\s+(?:40[0134]|410|429|50[0234])\b|not found\b"
    r"|(?:can|could)(?:not|n.t) be found"
    r"|access denied|forbidden|service unavailable|just a moment|attention required|not a robot"
    r"|are you (?:a )?(?:human|robot)|enable javascript|no longer (?:available|exists)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|accept (?:all )?(?:cookies|and continue)"
    r"|consent to|agree and (?:close|proceed|continue)",
    re.IGNORECASE,
)


def labels_leak(ground: Ground) -> Iterator[Fault]:
    """P01: marks of annotation tools, in the page or taken out of it by the reader."""
    source = ground.page.source
    served = parse_page(source.source.read()) if isinstance(source, Stripped) else ground.tree
    for mark, count in marks_in(served).items():
        yield Fault(
            "P01", ground.page.id, "html",
            f"{mark!r} on {counted(count, 'element')} tells an extractor what is gold",
            "boilerbench takes it out; other harnesses may not"
            if isinstance(source, Stripped)
            else "take the labels of annotation tools out of the page",
        )  # fmt: skip  # one line a part


def as_served(ground: Ground) -> Iterator[Fault]:
    """P02: a page without any script."""
    tree = ground.tree
    if (
        tree is not None
        and next(tree.iter("script"), None) is None
        and len(list(tree.iter())) >= FEW
    ):
        yield Fault(
            "P02", ground.page.id, "html",
            "has no script at all: it may have been cleaned before it was saved",
            "do not measure speed on it, nor extractors that read JSON-LD",
        )  # fmt: skip  # one line a part


def has_content(ground: Ground) -> Iterator[Fault]:
    """P03, P04, P05: an error message, a consent wall, an empty shell."""
    count = ground.shown.total()
    if ground.tree is None or count > SHORT:
        return
    text = " ".join(" ".join(ground.texts).split())
    title = " ".join((ground.tree.findtext(".//title") or "").split())
    error = _ERROR.search(title) or (_ERROR.search(text) if count < SHORT // 2 else None)
    consent = _CONSENT.search(text) if count < SHORT // 2 else None
    if error:
        yield _unfit(ground, "P03", f"says {short(error[0])} and has {counted(count, 'word')}")
    elif consent:
        yield _unfit(ground, "P04", f"says {short(consent[0])} and has {counted(count, 'word')}")
    elif count < FEW and not _holds_gold(ground):
        yield _unfit(ground, "P05", f"shows {counted(count, 'word')}")


def _holds_gold(ground: Ground) -> bool:
    """Whether a short page shows its gold, but for what G01 lets pass: then it is no shell."""
    wanted = Counter(tokens(ground.page.gold.ideal))
    return 0 < PRESENT * wanted.total() <= (wanted & ground.shown).total()


def _unfit(ground: Ground, code: str, found: str) -> Fault:
    return Fault(code, ground.page.id, "html", found, "save the page again, or leave it out")


def charset(ground: Ground) -> Iterator[Fault]:
    """P06: bytes that are not in the encoding that the page or its server declares."""
    read = ground.decoded
    if read.how not in {"http", "meta", "bom"} or ground.content.isascii():
        return
    broken = read.text.count("\ufffd")
    if read.encoding == "utf-8":
        if broken:
            yield _miscoded(
                ground, f"is declared UTF-8, which does not fit in {counted(broken, 'place')}"
            )
    elif not read.encoding.startswith("utf") and _is_utf8(ground.content):
        yield _miscoded(ground, f"is declared {read.encoding}, and its bytes are UTF-8")


def _miscoded(ground: Ground, found: str) -> Fault:
    remedy = "nothing to mend if it was served so: extractors that trust the declaration lose here"
    return Fault("P06", ground.page.id, "html", found, remedy)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def flagged(ground: Ground) -> Iterator[Fault]:
    """P08: what the corpus itself says against a page."""
    for doubt in ground.page.doubts:
        yield Fault(
            "P08", ground.page.id, "source", f"its source says {short(doubt)}",
            "look at the page, or leave it out",
        )  # fmt: skip  # one line a part
