"""Makes the gallery: the report of the shipped news set, and the picture of README.

    python docs/gallery.py

It extracts with the extractors named here, which builds environments where there are none yet.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
GALLERY = HERE / "gallery"
EXTRACTORS = (
    "trafilatura",
    "resiliparse",
    "readability-lxml",
    "readability-js",
    "defuddle",
    "justext",
    "newspaper4k",
    "goose3",
    "html-text",
    "inscriptis",
)
PICTURES = {
    "all-quality-speed.svg": "quality-speed.svg",
    "all-leaked-noise.svg": "leaked-noise.svg",
}


def main() -> None:
    """Extract in a scratch folder, and put the report and pictures here."""
    GALLERY.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        _boilerbench(scratch, "run", *EXTRACTORS, "--jobs", "1", "--out", "news")
        report = ("report", "news", "-o", "report.html", "--diffs", "worst:12")
        _boilerbench(scratch, *report, "--figures", "figures")
        (GALLERY / "news-report.html").write_bytes((scratch / "report.html").read_bytes())
        for made, kept in PICTURES.items():
            (GALLERY / kept).write_bytes((scratch / "figures" / made).read_bytes())


def _boilerbench(folder: Path, *arguments: str) -> None:
    program = Path(sys.executable).with_name("boilerbench")
    done = subprocess.run(
        [program, *arguments, "--quiet"], cwd=folder, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)


if __name__ == "__main__":
    main()
