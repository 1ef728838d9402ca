"""Where marks of a picture lead: anchors that the report's HTML has."""

from typing import NamedTuple


class Link(NamedTuple):
    """Where a click on a mark leads within the page, and what the mark says of itself."""

    target: str
    title: str


def system_link(place: int) -> str:
    """Where an extractor's row stands: its place is that in `Contents.systems`."""
    return f"#system-{place}"


def stress_link(place: int) -> str:
    """Where an extractor's row of the stress test stands, by its place among those rows."""
    return f"#stressed-{place}"


def diff_link(page: int, system: int) -> str:
    """Where an extractor's output stands beside a page's gold, by places in `Contents`."""
    return f"#diff-{page}-{system}"
