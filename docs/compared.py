"""One run under every metric: `python docs/compared.py AEB`, for metrics-compared.md.

AEB is a folder of article-extraction-benchmark with its stored outputs. The pages that ship are run
with every extractor that is available. Writes the tables into the page.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from boilerbench.answers import answers_of
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import scores_of
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings
from boilerbench.reporting.tables import Align, render
from boilerbench.running import run
from boilerbench.scores import Agreement, Row, Scores
from boilerbench.scoring import Metric, metrics_at_hand
from boilerbench.systems import specs_meant

PAGE = Path(__file__).parent / "metrics-compared.md"
BLOCK = re.compile(
    r"(<!-- figures: (?P<name>[A-Za-z -]+) -->\n```text\n)(?P<body>.*?)(```)", re.DOTALL
)
SETTINGS = Settings(timeout=60)


def scored(specs: Sequence[str], corpus: Corpus, out: Path) -> tuple[Scores, list[Metric]]:
    """The specs run over a corpus, under every metric that can judge any of its pages."""
    metrics = [
        metric
        for _, metric in metrics_at_hand()
        if any(metric.judges(page.gold) for page in corpus.pages)
    ]
    made = run(specs, corpus, out=out, settings=SETTINGS, jobs=usable_cores(), say=print)
    answers = answers_of(made, corpus)
    return scores_of(answers, corpus, metrics, by=None, average="page", seed=0), metrics


def values_table(scores: Scores, metrics: Sequence[Metric]) -> str:
    """A row a metric, a column an extractor: its headline value and its rank."""
    rows = [row for row in scores.rows if row.kind == "extractor" and row.scores]
    first = repr(metrics[0])
    rows.sort(key=lambda row: -(_value(row, metrics[0]) or 0) if first in row.scores else 0)
    cells = [[f"{m!r} {m.headline}", *(_cell(row, m) for row in rows)] for m in metrics]
    align: list[Align] = ["left", *["right"] * len(rows)]  # type: ignore[list-item]  # one word
    return render(
        ["metric", *(row.label.replace("-", "-\n") for row in rows)], cells, "table", align
    )


def _cell(row: Row, metric: Metric) -> str:
    value = _value(row, metric)
    return "-" if value is None else f"{value:.3f} ({row.scores[repr(metric)].rank})"


def _value(row: Row, metric: Metric) -> float | None:
    return row.scores[repr(metric)].values[metric.headline].value


def agreement_table(agreement: Sequence[Agreement], metrics: Sequence[Metric]) -> str:
    """Kendall's tau of every two metrics, numbered as in the rows."""
    names = [repr(metric) for metric in metrics]
    taus = {frozenset((one.first, one.second)): one.tau.value for one in agreement}
    cells = [
        [f"{place} {name}", *(_tau(taus.get(frozenset((name, other)))) for other in names[:place])]
        for place, name in enumerate(names)
    ]
    padded = [row + [""] * (len(names) - len(row)) for row in cells]
    headers = ["", *(str(place) for place in range(len(names) - 1))]
    align: list[Align] = ["left", *["right"] * (len(names) - 1)]  # type: ignore[list-item]  # one word
    return render(headers, padded, "table", align)


def _tau(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}".replace("0.", ".")


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("aeb", type=Path)
    parser.add_argument("--runs", type=Path, default=Path("boilerbench-runs/compared"))
    asked = parser.parse_args()
    stored = [
        f"{file.stem}=outputs:{file}" for file in sorted((asked.aeb / "output").glob("*.json"))
    ]
    found: dict[str, str] = {}
    for name, corpus, specs in (
        ("AEB", open_corpus(f"aeb:{asked.aeb}"), stored),
        ("news", open_corpus("news"), specs_meant((), (), print)),
    ):
        scores, metrics = scored(specs, corpus, asked.runs / name)
        found[f"{name} values"] = values_table(scores, metrics)
        found[f"{name} agreement"] = agreement_table(scores.agreement, metrics)
    for name, table in found.items():
        print(f"== {name}\n{table}\n")
    before = PAGE.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda m: f"{m[1]}{found[m['name']]}\n{m[4]}", before)
    PAGE.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
