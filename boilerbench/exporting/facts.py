"""What an exported table says of itself: how its numbers came about, and what its columns are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.exporting.columns import Column, short_name
from boilerbench.manifests import Manifest
from boilerbench.scoring import Metric
from boilerbench.signatures import signature_of

SCHEMA: Final = 1
"""Version of the columns: it goes up when the name, type or meaning of one changes."""


def signatures(metrics: Sequence[Metric], corpus: Corpus, seed: int) -> dict[str, str]:
    """The long signature of each metric, by what its columns begin with."""
    pages = len(corpus.pages)
    return {
        short_name(one): signature_of(one, corpus, pages, average="page", seed=seed).long
        for one in metrics
    }


def facts_of(
    manifest: Manifest, columns: Sequence[Column], signed: Mapping[str, str]
) -> dict[str, Any]:
    """All that does not differ from row to row, as JSON can hold it."""
    return {
        "schema": SCHEMA,
        "boilerbench": manifest.boilerbench,
        "created": manifest.created,
        "corpus": {"name": manifest.corpus.name, "digest": manifest.corpus.digest},
        "settings": msgspec.to_builtins(manifest.settings),
        "machine": msgspec.to_builtins(manifest.machine),
        "hosts": msgspec.to_builtins(manifest.hosts),
        "policies": manifest.policies,
        "jobs": manifest.jobs,
        "signatures": dict(signed),
        "columns": {one.name: {"type": one.type, "told": one.told} for one in columns},
    }
