"""What a run tells of itself while it goes on."""

from typing import Protocol

from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction


class Progress(Protocol):
    """Something that shows how far a run is."""

    def begin(self, extractions: int) -> None:
        """So many extractions are to be made."""

    def step(self, system: SystemRecord, extraction: Extraction) -> None:
        """One more was recorded."""

    def end(self) -> None:
        """The run is over, or was stopped."""


class Silent:
    """Progress that nobody sees."""

    def begin(self, extractions: int) -> None:
        """Show nothing."""

    def step(self, system: SystemRecord, extraction: Extraction) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""
