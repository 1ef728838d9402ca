"""A whole article-extraction-benchmark: 32 systems made of its ten stored outputs, recorded."""

import json
import os
import random
import resource
import subprocess
import sys
from pathlib import Path

SYSTEMS = 32
DROPPED, DOUBLED = 0.05, 0.03
"""Shares of paragraphs that are left out and that come twice, in systems beyond the ten."""


def corpus() -> Path | None:
    """The unpacked benchmark, where BOILERBENCH_TEST_CORPORA has it."""
    folder = Path(os.environ.get("BOILERBENCH_TEST_CORPORA", "")) / "article-extraction-benchmark"
    return folder if (folder / "output").is_dir() else None


def golds(benchmark: Path) -> dict[str, str]:
    """Gold text by page."""
    found = json.loads((benchmark / "ground-truth.json").read_text(encoding="utf-8"))
    return {page: row["articleBody"] for page, row in found.items()}


def made_systems(benchmark: Path, folder: Path) -> list[dict[str, str]]:
    """The texts of 32 systems by page, also written as files of stored outputs."""
    stored = [_stored(file) for file in sorted((benchmark / "output").glob("*.json"))]
    chance = random.Random(0)
    found = []
    for number in range(SYSTEMS):
        texts = stored[number % len(stored)]
        if number >= len(stored):
            texts = {page: _changed(text, chance) for page, text in texts.items()}
        file = folder / f"s{number:02}.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        found.append(texts)
    return found


def _stored(file: Path) -> dict[str, str]:
    rows = json.loads(file.read_text(encoding="utf-8"))
    return {page: row["articleBody"] or "" for page, row in rows.get("output", rows).items()}


def _changed(text: str, chance: random.Random) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        draw = chance.random()
        lines += [] if draw < DROPPED else [line] * (2 if draw > 1 - DOUBLED else 1)
    return "\n".join(lines)


def recorded(benchmark: Path, folder: Path) -> Path:
    """A run folder of all systems, to be scored; nothing is extracted for it but read."""
    specs = [f"{file.stem}=outputs:{file}" for file in sorted(folder.glob("s*.json"))]
    out = folder / "run"
    _boilerbench("run", *specs, "--corpus", f"aeb:{benchmark}", "--out", str(out), "--quiet")
    return out


def scored(run: Path) -> tuple[float, dict[str, float]]:
    """CPU seconds of a cold process that scores all systems and tests all pairs; F1 by system."""
    before = _children()
    printed = _boilerbench("score", str(run), "--metrics", "aeb-shingles", "--format", "json")
    spent = _children() - before
    scores = json.loads(printed)
    assert len(scores["contests"][0]["pairs"]) == SYSTEMS * (SYSTEMS - 1) // 2
    rows = {row["label"]: row["scores"]["aeb-shingles"]["values"] for row in scores["rows"]}
    return spent, {label: values["f1"]["value"] for label, values in rows.items()}


def _boilerbench(*arguments: str) -> bytes:
    command = [sys.executable, "-m", "boilerbench", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
