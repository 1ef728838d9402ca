"""Measure boilerplate removal: extractors against gold corpora, with precision, recall and leaks.

    corpus = open_corpus("news")
    scores = score(run(["trafilatura", "justext"], corpus), corpus)

Everything public is listed in `__all__`; nothing is loaded before it is asked for.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from boilerbench.comparing import compare
    from boilerbench.comparisons import Comparison
    from boilerbench.corpora import open_corpus
    from boilerbench.corpora.corpus import Corpus
    from boilerbench.errors import BoilerbenchError
    from boilerbench.leaderboard import score
    from boilerbench.manifests import Settings
    from boilerbench.records import Extraction, Gold, Noise, OptionalText, Page
    from boilerbench.rules.applying import run_rules
    from boilerbench.rules.model import Rule, RuleFile, RunRules
    from boilerbench.rules.named import rules_named
    from boilerbench.running import run
    from boilerbench.runs import Run, read_run
    from boilerbench.scores import Scores
    from boilerbench.scoring import Metric, parse_metric

__all__ = [
    "BoilerbenchError",
    "Comparison",
    "Corpus",
    "Extraction",
    "Gold",
    "Metric",
    "Noise",
    "OptionalText",
    "Page",
    "Rule",
    "RuleFile",
    "Run",
    "RunRules",
    "Scores",
    "Settings",
    "compare",
    "open_corpus",
    "parse_metric",
    "read_run",
    "rules_named",
    "run",
    "run_rules",
    "score",
]

_HOMES: Final = {
    "BoilerbenchError": "errors",
    "Comparison": "comparisons",
    "Corpus": "corpora.corpus",
    "Extraction": "records",
    "Gold": "records",
    "Metric": "scoring",
    "Noise": "records",
    "OptionalText": "records",
    "Page": "records",
    "Rule": "rules.model",
    "RuleFile": "rules.model",
    "Run": "runs",
    "RunRules": "rules.model",
    "Scores": "scores",
    "Settings": "manifests",
    "compare": "comparing",
    "open_corpus": "corpora",
    "parse_metric": "scoring",
    "read_run": "runs",
    "rules_named": "rules.named",
    "run": "running",
    "run_rules": "rules.applying",
    "score": "leaderboard",
}


def __getattr__(name: str) -> Any:
    """A public name, from the module that has it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'boilerbench' has no attribute {name!r}")
    return getattr(importlib.import_module(f"boilerbench.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__
