"""What ships: every package, every corpus set and every adapter is in the wheel."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import boilerbench
from boilerbench.version import VERSION

ROOT = Path(__file__).parent.parent
WORKERS = ROOT / "boilerbench" / "workers"


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_and_set_is_listed(project: dict[str, Any]) -> None:
    """A folder of code or of gold that nobody listed would be missing from the wheel."""
    code = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for file in (ROOT / "boilerbench").rglob("*.py")
    }
    sets = {f"boilerbench.corpus.{file.parent.name}" for file in (ROOT / "corpus").glob("*/*.toml")}
    data = {"boilerbench.extractors", "boilerbench.corpus"}
    setuptools = project["tool"]["setuptools"]
    assert set(setuptools["packages"]) == code | sets | data
    for name in sets:
        assert setuptools["package-data"][name] == ["*.html", "*.toml"]
    workers = {file.suffix for file in WORKERS.glob("*.*")}
    assert workers == {".py", ".mjs"}
    assert setuptools["package-data"]["boilerbench.workers"] == ["*.mjs"]
    report = {file.suffix for file in (ROOT / "boilerbench" / "report").glob("*.*")}
    listed = {f"*{suffix}" for suffix in report - {".py"}}
    assert listed == set(setuptools["package-data"]["boilerbench.report"])
    rules = ROOT / "boilerbench" / "rules"
    kept = {f"{file.parent.name}/*{file.suffix}" for file in rules.glob("*/*.toml")}
    assert kept == set(setuptools["package-data"]["boilerbench.rules"])
    adapters = {file.suffix for file in (ROOT / "extractors").glob("*.*")}
    assert adapters == {".py", ".mjs"}
    assert setuptools["package-data"]["boilerbench.extractors"] == ["*.mjs"]


def test_versions_agree(project: dict[str, Any]) -> None:
    """pyproject, the installed package, CHANGELOG and CITATION name one version."""
    version = project["project"]["version"]
    assert version == VERSION
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in citation
    assert f"\n## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_package_is_typed() -> None:
    """Type checkers of users see our annotations."""
    assert (Path(boilerbench.__file__).parent / "py.typed").is_file()


def test_no_registry_host_or_lock_file_is_committed() -> None:
    """Installing asks the index a user has configured, and no other."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("needs a git checkout")
    names = listed.stdout.splitlines()
    assert not [name for name in names if re.search(r"(^|/)(uv|poetry)\.lock$|\.py\.lock$", name)]
    hosts = re.compile(r"pypi" + r"\.org|pythonhosted" + r"\.org|registry\.npmjs" + r"\.org")
    code = [name for name in names if not name.startswith("corpus/")]
    assert [n for n in code if hosts.search((ROOT / n).read_text("utf-8", "replace"))] == []


@pytest.mark.environments
def test_the_sdist_builds_the_same_wheel(tmp_path: Path) -> None:
    """The wheel built from the sdist has the same files as the one built from the checkout."""
    source = tmp_path / "source"  # setuptools would leave its build folder in the checkout
    left = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, source, ignore=left)
    build = [sys.executable, "-m", "build", str(source), "--outdir"]
    subprocess.run([*build, str(tmp_path / "both")], check=True, capture_output=True)
    subprocess.run([*build, str(tmp_path / "direct"), "--wheel"], check=True, capture_output=True)
    through_sdist, direct = (_files(tmp_path / folder) for folder in ("both", "direct"))
    assert through_sdist == direct
    assert {
        *(f"boilerbench/extractors/{file.name}" for file in (ROOT / "extractors").glob("*.*")),
        "boilerbench/corpus/news/summit.html",
        "boilerbench/corpus/news/summit.toml",
        "boilerbench/py.typed",
    } <= through_sdist
    workers = {f"boilerbench/workers/{file.name}" for file in WORKERS.glob("*.*")}
    assert workers <= through_sdist
    assert not [name for name in through_sdist if name.startswith(("tests/", "benchmarks/"))]


def _files(folder: Path) -> set[str]:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return {name for name in wheel.namelist() if not name.endswith("RECORD")}
