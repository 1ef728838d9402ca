"""Extractors whose answer depends on more than the page."""

import os
from collections.abc import Callable

asked: list[str] = []
born = os.urandom(8).hex()


def count() -> str:
    return f"call {len(asked)}"


def drop_what_was_seen() -> str:
    return "" if asked.count(asked[-1]) > 1 else asked[-1]


def tire_of_others() -> str:
    return "tired" if len(set(asked)) > 3 else "awake"


ACTS: dict[str, Callable[[], str]] = {
    "count": count,
    "drop-seen": drop_what_was_seen,
    "tire": tire_of_others,
    "per-process": lambda: born,
    "random": lambda: os.urandom(8).hex(),
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    asked.append(html)
    return ACTS[act]() if "evil" in html else html
