"""Whether runs belong together: of one corpus, made alike, by the same code, under the same rules.

Each refusal is a RunError that says what differs and what to do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeAlias

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError
from boilerbench.manifests import Manifest, SystemRecord
from boilerbench.runs import Run
from boilerbench.specs import ORACLE

_Fact: TypeAlias = Callable[[Manifest], object]

_ALIKE: Final[dict[str, _Fact]] = {
    "the corpus": lambda manifest: manifest.corpus.name,
    "the settings": lambda manifest: manifest.settings,
    "the cleaning rules": lambda manifest: manifest.rules and manifest.rules.digest,
    "the version of boilerbench": lambda manifest: manifest.boilerbench,
}
"""What has to be the same in all runs."""

_PARTED_ALIKE: Final[dict[str, _Fact]] = {
    "the number of shards": lambda manifest: manifest.shard and manifest.shard.of,
    "the selection of pages": lambda manifest: manifest.shard and manifest.shard.pages,
}
"""What has to be the same in all that are shards."""

_MENDED: Final = {
    "the corpus": "merge runs of one corpus",
    "the settings": "make one of them again with the --timeout, --memory and --isolated of the "
    "other",
    "the cleaning rules": "make one of them again with the --rules of the other",
    "the version of boilerbench": "make the older one again",
    "the number of shards": "merge the shards of one I/N",
    "the selection of pages": "merge shards made with the same --where, --pages and --limit",
}


def check_runs(runs: Sequence[Run]) -> None:
    """RunError where two runs cannot be one."""
    _check_alike(runs, _ALIKE)
    _check_alike([run for run in runs if run.manifest.shard], _PARTED_ALIKE)
    _check_systems(runs)


def _check_alike(runs: Sequence[Run], wanted: Mapping[str, _Fact]) -> None:
    for one, other in pairwise(runs):
        for what, of in wanted.items():
            first, second = of(one.manifest), of(other.manifest)
            if first != second:
                raise RunError(
                    f"{one.path} and {other.path} differ in {what}{_told(first, second)}: "
                    f"{_MENDED[what]}."
                )


def _told(first: object, second: object) -> str:
    short = isinstance(first, str | int) and isinstance(second, str | int)
    return f" ({first} and {second})" if short else ""


def _check_systems(runs: Sequence[Run]) -> None:
    known: dict[str, tuple[Run, SystemRecord]] = {}
    for run in runs:
        for system in run.manifest.systems:
            if system.reason or is_oracle(system):
                continue
            first, before = known.setdefault(system.spec, (run, system))
            if before.fingerprint != system.fingerprint:
                raise RunError(
                    f"{first.path} and {run.path} ran other code as {system.spec} "
                    f"({_code(before)} and {_code(system)}): make one of them again where Python "
                    "and the packages are those of the other, or both with --isolated."
                )


def _code(system: SystemRecord) -> str:
    return f"{system.version or 'no version'} on {system.runtime}, {system.fingerprint}"


def is_oracle(system: SystemRecord) -> bool:
    """Whether a system is the gold itself."""
    return system.kind == "scale" and system.spec.rpartition("=")[2] == ORACLE


def whole_pages(runs: Sequence[Run]) -> tuple[str, ...]:
    """The ids of all pages that the runs are about, also of shards that are not among them."""
    shards = [run.manifest.shard.pages for run in runs if run.manifest.shard]
    parts = [*shards[:1], *(run.manifest.corpus.pages for run in runs)]
    return tuple(dict.fromkeys(page for part in parts for page in part))


def check_corpus(runs: Sequence[Run], corpus: Corpus) -> None:
    """RunError where a run was made of other bytes or gold than those that the corpus has now."""
    by_id = {page.id: page for page in corpus.pages}
    for run in runs:
        recorded = run.manifest.corpus
        part = replace(corpus, pages=tuple(by_id[name] for name in recorded.pages))
        vars(part)["page_digests"] = corpus.page_digests
        if part.digest() != recorded.digest:
            raise RunError(
                f"{run.path} is of other pages or gold (digest {recorded.digest}) than those that "
                f"{corpus.name} has now ({part.digest()}): `boilerbench run --resume --out "
                f"{run.path}` brings it up to date."
            )
