"""What a measurement of speed tells of itself while it goes on."""

from typing import Protocol


class Watch(Protocol):
    """Something that shows how far a measurement is, part by part."""

    def begin(self, part: str, length: int) -> None:
        """A part begins that is so long: calls, or milliseconds that are expected."""

    def step(self, length: int, label: str) -> None:
        """So much more of it is done, by the extractor of that label."""

    def end(self) -> None:
        """The part is over, or was stopped."""


class Unwatched:
    """A measurement that nobody watches."""

    def begin(self, part: str, length: int) -> None:
        """Show nothing."""

    def step(self, length: int, label: str) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""
