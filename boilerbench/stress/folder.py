"""The folder of a stress test: the run in it, the result beside it, and going on with it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.errors import RunError
from boilerbench.manifests import Settings
from boilerbench.runs import MANIFEST, RUNS, claim_folder, read_run
from boilerbench.stress.choosing import NAMES
from boilerbench.stress.results import Stress
from boilerbench.stress.variants import base_of, parse_source, stress_name

RUN: Final = "run"
RESULT: Final = "stress.json"


@dataclass(frozen=True)
class Earlier:
    """What an earlier stress test was about, as its run folder has it."""

    folder: Path
    specs: tuple[str, ...]
    source: str
    pages: tuple[str, ...]
    mutations: tuple[str, ...]
    seed: int
    settings: Settings

    def corpus(self, source: str | None = None) -> Corpus:
        """The pages that it was made of, from where it found them or `source`."""
        return select(open_corpus(source or self.source), pages=[_literal(p) for p in self.pages])


def new_folder(corpus: str) -> Path:
    """The next free `boilerbench-runs/<corpus>-stress-<n>`."""
    return claim_folder(stress_name(corpus))


def newest_stress(root: Path = RUNS) -> Path:
    """The folder of the stress test begun or resumed last; RunError where there is none."""
    found = list(root.glob(f"*/{RUN}/{MANIFEST}"))
    if not found:
        raise RunError(f"There is no stress test under {root}: make one with `boilerbench stress`.")
    return max(found, key=lambda file: file.stat().st_mtime_ns).parent.parent


def earlier_stress(folder: Path) -> Earlier:
    """What the test in a folder is about; RunError where there is none."""
    recorded = read_run(folder / RUN).manifest
    found = parse_source(recorded.corpus.source)
    if found is None:
        raise RunError(f"{folder / RUN} is no run of a stress test: name one with --out.")
    seed, source = found
    ids = [base_of(name) for name in recorded.corpus.pages]
    used = {mutation for _, mutation in ids}
    return Earlier(
        folder=folder,
        specs=tuple(system.spec for system in recorded.systems),
        source=source,
        pages=tuple(dict.fromkeys(page for page, _ in ids)),
        mutations=tuple(name for name in NAMES if name in used),
        seed=seed,
        settings=recorded.settings,
    )


@contextmanager
def pages_folder() -> Iterator[Path]:
    """A folder for mutated pages while they are extracted; they can be made again."""
    with tempfile.TemporaryDirectory(prefix="boilerbench-stress-") as folder:
        yield Path(folder)


def write_result(found: Stress, folder: Path) -> None:
    """Write the result beside the run, whole or not at all."""
    new = folder / f".{RESULT}"
    new.write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    new.replace(folder / RESULT)


def read_result(folder: Path) -> Stress:
    """The result of a finished stress test; RunError where it cannot be read."""
    try:
        return msgspec.json.decode((folder / RESULT).read_bytes(), type=Stress)
    except (OSError, msgspec.DecodeError) as error:
        raise RunError(
            f"{folder / RESULT} is no result of a stress test ({error}): "
            f"`boilerbench stress --resume --out {folder}` writes it."
        ) from error


def _literal(name: str) -> str:
    """A glob that matches this name alone."""
    return "".join(f"[{one}]" if one in "*?[" else one for one in name)
