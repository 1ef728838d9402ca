"""Versions whose outputs are stored: what they did, without an environment for any."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.running import run
from boilerbench.runs import Run
from boilerbench.scoring import HEADLINE, Metric
from boilerbench.versions.releases import Release
from boilerbench.versions.results import Sweep
from boilerbench.versions.sweeping import swept

GOOD = (
    "The ferry left the harbour at dawn with forty people and one piano on board.\n\n"
    "By noon the piano had been played by everyone except the captain, who steered."
)
"""What the gold of the ferry pages holds."""
HALF = "The ferry left the harbour at dawn with forty people"
FAILED = {"outcome": "error", "reason": "RuntimeError: boom"}
UNAVAILABLE = {"outcome": "unavailable", "reason": "no Python admits it"}


def spec_of(folder: Path, version: str, outputs: Mapping[str, object]) -> str:
    """A spec that answers with these outputs: a text, or a line with an outcome, for each page."""
    rows = ({"page": page, **_row(output)} for page, output in outputs.items())
    file = folder / f"{version}.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return f"outputs:{file}"


def _row(output: object) -> dict[str, Any]:
    return dict(output) if isinstance(output, dict) else {"outcome": "ok", "text": output}


@dataclass(frozen=True)
class StoredRange:
    """A range whose specs are files of outputs."""

    folder: Path

    def at(self, version: str) -> str:
        return f"outputs:{self.folder / version}.jsonl"

    def __str__(self) -> str:
        return "reader@1..9"


def carried(specs: Sequence[str], corpus: Corpus, out: Path) -> Run:
    """A run of these specs."""
    return run(specs, corpus, out=out)


def sweep_of(
    folder: Path,
    root: Path,
    versions: Mapping[str, Mapping[str, object]],
    *,
    metrics: Sequence[Metric] = (HEADLINE,),
    reference: str | None = None,
) -> Sweep:
    """The sweep of versions that gave these outputs on the pages of a corpus."""
    corpus = open_corpus(str(root))
    specs = [spec_of(folder, name, outputs) for name, outputs in versions.items()]
    made = run([*specs, *([reference] if reference else [])], corpus, out=folder / "run")
    found = [Release(name) for name in versions]
    wanted: Any = StoredRange(folder)
    return swept(made, corpus, wanted, found, metrics, reference=reference)
