"""Extractors that return what they must not, and some that may look odd and are fine."""

from collections.abc import Iterator


class Str(str):
    """As lxml returns: a string that is more than one."""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """Not ours to call."""
        raise RuntimeError(encoding + errors)


class Trap(dict[str, str]):
    """A dict that raises when it is looked at."""

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError("do not look")


RESULTS: dict[str, object] = {
    "none": None,
    "nothing": "",
    "blank": " \n ",
    "bytes": b"text",
    "number": 5,
    "surrogates": "a\ud800b\udfffc",
    "pair": "a\ud83d\ude00b",
    "subclass": Str("text"),
    "whole-dict": {
        "text": "t",
        "markdown": "# m",
        "title": "T\udcff",
        "author": None,
        "date": "2026-01-02",
    },
    "only-markdown": {"markdown": "# m"},
    "empty-dict": {},
    "only-title": {"title": "T"},
    "wrong-key": {"text": "t", "body": "b"},
    "wrong-key-type": {"text": "t", 5: "b"},
    "wrong-value": {"text": "t", "title": ["T"]},
    "trap": Trap(text="t"),
}


def extract(html: str, url: str | None = None, *, act: str) -> object:
    if "evil" not in html:
        return html
    sizes = {"huge": 200 << 20, "just-too-long": (64 << 20) + 1, "just-fits": 64 << 20}
    return "x" * sizes[act] if act in sizes else RESULTS[act]
