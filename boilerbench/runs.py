"""The run folder on disk: written page by page, readable after any crash, resumed where it stopped.

`run.json` is the manifest; `extractions/<slug>-<8 hex>.jsonl` has the extractor in its first line,
then a line per page. A later line for the same page replaces an earlier one.
"""

import hashlib
import itertools
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from boilerbench.errors import RunError
from boilerbench.manifests import SCHEMA, Manifest, SystemRecord
from boilerbench.recorded import Recorded
from boilerbench.recording import cannot_write, read_extractions

RUNS = Path("boilerbench-runs")
MANIFEST = "run.json"
EXTRACTIONS = "extractions"
MEASUREMENT = "speed.json"
"""The manifest of the other folders under `boilerbench-runs`: those of `boilerbench speed`."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder that was read: its manifest and the way to its extractions."""

    path: Path
    manifest: Manifest

    def file_of(self, system: SystemRecord) -> Path:
        """Where the extractions of one system lie."""
        return extraction_file(self.path, system.spec)

    def extractions(self, system: SystemRecord) -> Recorded:
        """The recorded extractions of one system by page id; a torn last line is left out.

        Each is read from the file when it is asked for.
        """
        return read_extractions(self.file_of(system))[1]


def extraction_file(folder: Path, spec: str) -> Path:
    """The file for one spec: readable in front, exact behind."""
    slug = re.sub(r"[^A-Za-z0-9.+-]+", "-", spec).strip("-.")[:48] or "extractor"
    digest = hashlib.sha256(spec.encode()).hexdigest()[:8]
    return folder / EXTRACTIONS / f"{slug}-{digest}.jsonl"


def claim_folder(corpus: str, root: Path = RUNS) -> Path:
    """The next free `boilerbench-runs/<corpus>-<n>`, made now, so that nobody else takes it."""
    name = re.sub(r"[^A-Za-z0-9.+-]+", "-", corpus).strip("-.") or "corpus"
    taken = [_number(path.name, name) for path in root.glob(f"{name}-*")]
    for number in itertools.count(max(taken, default=0) + 1):
        folder = root / f"{name}-{number}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise RunError(cannot_write(folder, error)) from error
        return folder
    raise AssertionError("numbers do not end")


def newest_folder(root: Path = RUNS) -> Path:
    """The run folder begun or resumed last; RunError where there is none."""
    found = _newest(root, MANIFEST)
    if found is None:
        raise RunError(f"There is no run under {root}: make one with `boilerbench run`.")
    return found


def newest_timed_folder(root: Path = RUNS) -> Path:
    """The folder of a run or of a measurement of speed begun last; RunError where there is none."""
    found = _newest(root, MANIFEST, MEASUREMENT)
    if found is None:
        raise RunError(
            f"There is no run and no measurement of speed under {root}: "
            "make one with `boilerbench run` or `boilerbench speed`."
        )
    return found


def _newest(root: Path, *manifests: str) -> Path | None:
    files = [file for name in manifests for file in root.glob(f"*/{name}")]
    youngest = max(files, key=lambda file: file.stat().st_mtime_ns, default=None)
    return youngest and youngest.parent


def read_run(path: Path | None = None) -> Run:
    """The run in a folder, or the newest one; RunError where it is missing or unreadable."""
    folder = path if path is not None else newest_folder()
    file = folder / MANIFEST
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RunError(_no_run(folder, error)) from error
    return Run(folder, _manifest(file, content))


def _no_run(folder: Path, error: OSError) -> str:
    if (folder / MEASUREMENT).is_file():
        return (
            f"{folder} is no run folder but a measurement of speed: "
            f"`boilerbench speed --from {folder}` prints it."
        )
    if (folder / "run" / MANIFEST).is_file():
        return f"{folder} is no run folder but holds one: name {folder / 'run'}."
    return (
        f"{folder} is no run folder ({MANIFEST}: {error.strerror}): "
        "give a folder that `boilerbench run` wrote."
    )


def _manifest(file: Path, content: bytes) -> Manifest:
    try:
        version = msgspec.json.decode(content, type=dict[str, msgspec.Raw]).get("schema")
        if version is not None and msgspec.json.decode(version) != SCHEMA:
            raise RunError(
                f"{file} has schema {bytes(version).decode()}, this version reads {SCHEMA}: "
                "use the boilerbench that wrote it, or make a new run."
            )
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RunError(
            f"{file} cannot be read ({error}): remove it, then `boilerbench run` with the same "
            f"extractors, the same corpus and --out {file.parent} writes it anew; "
            "the extractions are kept."
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put `run.json` in place at once, so that it is never half written."""
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    temporary = folder / f".{MANIFEST}.{os.getpid()}"
    try:
        (folder / EXTRACTIONS).mkdir(parents=True, exist_ok=True)
        msgspec.json.decode(content, type=Manifest)  # what cannot be read back is not put in place
        temporary.write_bytes(content + b"\n")
        temporary.replace(folder / MANIFEST)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise RunError(cannot_write(folder, error)) from error


def _number(folder: str, corpus: str) -> int:
    number = folder.removeprefix(f"{corpus}-")
    return int(number) if number.isdecimal() else 0
