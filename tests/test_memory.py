"""A run holds gold and what it needs of pages, not the pages; a score no outputs."""

import os
import subprocess
import sys
from pathlib import Path

PAGES = 2000
PAGE = b"<html lang=en><head><link rel=canonical href=https://a.example/></head><body>" + (
    b"<p>The ferry left the harbour at dawn.</p>" * 5_000
)
ADAPTER = "def extract(html, url=None):\n    return html[:100_000]\n"
MEASURE = """
import re, sys
from pathlib import Path
from boilerbench import open_corpus, run, score
corpus = open_corpus(sys.argv[1])
made = run([sys.argv[2]], corpus, out=Path(sys.argv[3]), jobs=2)
assert {one.outcome for one in made.extractions(made.manifest.systems[0]).values()} == {"ok"}
assert score(made, corpus).rows[0].statuses == {"ok": len(corpus.pages)}
# What the kernel counts since this program began: getrusage would begin with its parent's.
(most,) = re.findall(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(len(corpus.pages), int(most) * 1024)
"""


def test_two_thousand_pages_of_200_kb_are_run_and_scored_in_under_200_mb(tmp_path: Path) -> None:
    """From opening to the scores of outputs of 100 kB, in the process that drives the workers."""
    for folder in ("html", "text"):
        (tmp_path / folder).mkdir()
    (tmp_path / "page").write_bytes(PAGE)
    (tmp_path / "mine.py").write_text(ADAPTER)
    for n in range(PAGES):
        os.link(tmp_path / "page", tmp_path / "html" / f"{n}.html")
        (tmp_path / "text" / f"{n}.txt").write_text(f"{n} ferries left at dawn. " * 160)
    source = f"pairs:html={tmp_path / 'html'},text={tmp_path / 'text'}"
    command = [sys.executable, "-c", MEASURE, source, str(tmp_path / "mine.py")]
    command.append(str(tmp_path / "run"))
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    pages, most = map(int, found.stdout.split())
    assert pages == PAGES
    assert most < 200 * 2**20
