"""A large corpus is opened without holding its pages."""

import os
import subprocess
import sys
from pathlib import Path

PAGES = 10_000
PAGE = b"<html lang=en><head><link rel=canonical href=https://a.example/></head><body>" + (
    b"<p>The ferry left the harbour at dawn.</p>" * 5_000
)
MEASURE = """
import re, sys
from boilerbench.corpora import open_corpus
corpus = open_corpus(sys.argv[1])
corpus.digest()
# What the kernel counts since this program began: getrusage would begin with its parent's.
(most,) = re.findall(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(len(corpus.pages), int(most) * 1024)
"""


def test_ten_thousand_pages_of_200_kb_need_under_300_mb(tmp_path: Path) -> None:
    """Opened, with facts read from every page, and digested: gold is held, HTML is not."""
    for folder in ("html", "text"):
        (tmp_path / folder).mkdir()
    (tmp_path / "page").write_bytes(PAGE)
    assert len(PAGE) > 200_000
    for n in range(PAGES):
        os.link(tmp_path / "page", tmp_path / "html" / f"{n}.html")
        (tmp_path / "text" / f"{n}.txt").write_text(f"{n} ferries left at dawn. " * 160)
    source = f"pairs:html={tmp_path / 'html'},text={tmp_path / 'text'}"
    command = [sys.executable, "-c", MEASURE, source]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    pages, most = map(int, found.stdout.split())
    assert pages == PAGES
    assert most < 300 * 2**20
