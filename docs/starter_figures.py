"""What the starter rules do, measured: `python docs/starter_figures.py AEB [--runs FOLDER]`.

AEB is a checkout of article-extraction-benchmark. All that is printed is written into rules.md.
"""

import argparse
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.machines import usable_cores
from boilerbench.records import Extraction
from boilerbench.reporting.tables import Align, render
from boilerbench.rules.applying import run_rules
from boilerbench.rules.measuring_effects import GOLD, answer_of, effect_between, told
from boilerbench.rules.named import rules_named, starters
from boilerbench.running import run
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.alignment import leaks

PAGE: Final = Path(__file__).parent / "rules.md"
BLOCK: Final = re.compile(r"(<!-- starter: (.+?) -->\n```text\n)(.*?)(```)", re.DOTALL)
SPECS: Final = ("lxml-text", "trafilatura", "readability-lxml")

Outputs = dict[str, Extraction]


def outputs(corpus: Corpus, folder: Path) -> dict[str, tuple[Outputs, Outputs]]:
    """What each extractor returns of every page, without rules and with all."""
    file = rules_named("starter:all")
    rules = run_rules(file.name, file.rules)
    shutil.rmtree(folder / "ruled", ignore_errors=True)
    plain = run(SPECS, corpus, out=folder / "plain", jobs=usable_cores())
    ruled = run(SPECS, corpus, out=folder / "ruled", jobs=usable_cores(), rules=rules)
    pairs = zip(plain.manifest.systems, ruled.manifest.systems, strict=True)
    return {one.spec: (plain.extractions(one), ruled.extractions(other)) for one, other in pairs}


def leaks_table(corpus: Corpus, found: dict[str, tuple[Outputs, Outputs]]) -> str:
    """Leaked noise segments of each kind, without the rules and with them."""
    counts = {spec: [_leaked(corpus, one) for one in both] for spec, both in found.items()}
    rows = [
        [
            kind,
            str(len(rules_named(f"starter:{kind}").rules)),
            *(f"{before[kind]} → {after[kind]}" for before, after in counts.values()),
        ]
        for kind in starters()
    ]
    align: list[Align] = ["left", *["right"] * (len(SPECS) + 1)]  # type: ignore[list-item]  # a list of one literal is read as strings
    return render(["kind", "rules", *SPECS], rows, "table", align)


def _leaked(corpus: Corpus, made: Outputs) -> Counter[str]:
    return Counter(
        leak.kind for page in corpus.pages for leak in leaks(page.gold, answer_of(made[page.id]))
    )


def scores_table(found: dict[str, tuple[Corpus, dict[str, tuple[Outputs, Outputs]]]]) -> str:
    """F1 without and with the rules, the site that loses most, gold destroyed."""
    rows = [
        [name, spec, *_scores(corpus, *both)]
        for name, (corpus, systems) in found.items()
        for spec, both in systems.items()
    ]
    headers = ["corpus", "extractor", "F1", "with rules", "worst site", "gold words lost"]
    return render(headers, rows, "table", ["left", "left", "right", "right", "right", "right"])


def _scores(corpus: Corpus, plain: Outputs, ruled: Outputs) -> list[str]:
    by_site: dict[str, list[tuple[float, float]]] = {}
    lost = 0
    for page in corpus.pages:
        if not HEADLINE.judges(page.gold):
            continue
        texts = answer_of(plain[page.id]), answer_of(ruled[page.id])
        rows = np.array([HEADLINE.page(page.gold, text) for text in texts], float)
        before, after = HEADLINE.values(rows)["f1"].tolist()
        by_site.setdefault(page.site, []).append((before, after))
        first, second = (told(page.gold, text) for text in texts)
        cut = effect_between(first, second, failed=False).cut
        lost += int((cut & (first.labels == GOLD)).sum())
    pages = np.array([pair for pairs in by_site.values() for pair in pairs])
    sites = [np.subtract(*np.mean(pairs, axis=0)[::-1]) for pairs in by_site.values()]
    means = pages.mean(axis=0)
    return [f"{means[0]:.4f}", f"{means[1]:.4f}", f"{min(sites):+.4f}", str(lost)]


def main() -> None:
    """Print every table, and put it in its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("aeb", type=Path)
    parser.add_argument("--runs", type=Path, default=Path("starter-runs"))
    given = parser.parse_args()
    corpora = {"shipped": open_corpus("shipped"), "aeb": open_corpus(f"aeb:{given.aeb}")}
    found = {name: (one, outputs(one, given.runs / name)) for name, one in corpora.items()}
    blocks = {"leaks": leaks_table(*found["shipped"]), "scores": scores_table(found)}
    for name, text in blocks.items():
        print(f"{name}\n\n{text}\n")
    written = BLOCK.sub(
        lambda block: f"{block[1]}{blocks[block[2]]}\n{block[4]}", PAGE.read_text("utf-8")
    )
    PAGE.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
