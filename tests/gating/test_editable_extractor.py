"""The three lines of CI, on an extractor that is installed as an editable project."""

import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ADAPTER = '''# /// script
# requires-python = ">=3.9"
# dependencies = ["titlefirst==1.0"]
#
# [tool.boilerbench]
# title = "Title first"
# homepage = "https://example.org/"
# licence = "MIT"
# input = "text"
# ///
"""Paragraphs by their tags."""
import titlefirst


def extract(html, url=None):
    return titlefirst.extract(html)
'''
MODULE = """import re

LEAST = 40


def extract(html):
    blocks = re.findall(r"<p[^>]*>(.*?)</p>", html, re.S)
    texts = [re.sub(r"<[^>]+>", "", block) for block in blocks]
    return "\\n\\n".join(text for text in texts if len(text) >= LEAST)
"""


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An interpreter that has all that this one has, and the extractor as an editable install."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "titlefirst.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "mine.py").write_text(ADAPTER, encoding="utf-8")
    venv.create(tmp_path / "venv", with_pip=False)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = tmp_path / "venv" / "lib" / version / "site-packages"
    ours = [*site.getsitepackages(), str(Path(__file__).parent.parent.parent)]
    (packages / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    # As `pip install -e` leaves it.
    (packages / "__editable__.titlefirst-1.0.pth").write_text(str(project), encoding="utf-8")
    record = packages / "titlefirst-1.0.dist-info"
    record.mkdir()
    url = f'{{"dir_info": {{"editable": true}}, "url": "{project.as_uri()}"}}'
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: titlefirst\nVersion: 1.0\n")
    (record / "direct_url.json").write_text(url, encoding="utf-8")
    (record / "RECORD").write_text("__editable__.titlefirst-1.0.pth,,\n", encoding="utf-8")
    return tmp_path / "venv" / "bin" / "python"


def _boilerbench(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-m", "boilerbench", *arguments],
        cwd=python.parents[2],
        check=False,
        capture_output=True,
        text=True,
    )


def test_an_edited_line_of_an_editable_extractor_turns_the_gate_red(
    python: Path, tmp_path: Path
) -> None:
    """The same commands measure the checkout as it is now, in the same run folder too."""
    run = ("run", "mine=./mine.py@here", "--limit", "8", "--out", "run", "--quiet")
    gate = ("gate", "run", "--baseline", "baseline.json")
    first = _boilerbench(python, *run)
    assert first.returncode == 0, first.stderr
    assert _boilerbench(python, *gate, "--update").returncode == 0
    assert _boilerbench(python, *run).returncode == 0
    passed = _boilerbench(python, *gate)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    module = tmp_path / "project" / "titlefirst.py"
    module.write_text(MODULE.replace("LEAST = 40", "LEAST = 160"), encoding="utf-8")
    assert _boilerbench(python, *run).returncode == 0
    failed = _boilerbench(python, *gate)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "mine: 8 of 8 pages changed" in failed.stdout
