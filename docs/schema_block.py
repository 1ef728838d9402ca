"""The directives that show the JSON Schema of what `--format json` prints."""

import json
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from boilerbench import scores, sidebyside
from boilerbench.gating import findings
from boilerbench.rules import ledgers
from boilerbench.speed import results
from boilerbench.stress import results as stress
from boilerbench.versions import results as versions


class ScoresSchema(Directive):
    """A literal block with the JSON Schema, as the code makes it."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(scores.json_schema())


class SpeedsSchema(Directive):
    """The same for `boilerbench speed`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(results.json_schema())


class DiffsSchema(Directive):
    """The same for `boilerbench show PAGE`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(sidebyside.json_schema())


class SweepSchema(Directive):
    """The same for `boilerbench sweep`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(versions.sweep_schema())


class BisectionSchema(Directive):
    """The same for `boilerbench bisect`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(versions.bisection_schema())


class StressSchema(Directive):
    """The same for `boilerbench stress`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(stress.json_schema())


class GateSchema(Directive):
    """The same for `boilerbench gate`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(findings.json_schema())


class LedgerSchema(Directive):
    """The same for `boilerbench rules ledger`."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        return _block(ledgers.json_schema())


def _block(schema: dict[str, Any]) -> list[nodes.Node]:
    text = json.dumps(schema, indent=1)
    return [nodes.literal_block(text, text, language="json")]


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("scores-schema", ScoresSchema)
    app.add_directive("speeds-schema", SpeedsSchema)
    app.add_directive("diffs-schema", DiffsSchema)
    app.add_directive("gate-schema", GateSchema)
    app.add_directive("ledger-schema", LedgerSchema)
    app.add_directive("stress-schema", StressSchema)
    app.add_directive("sweep-schema", SweepSchema)
    app.add_directive("bisection-schema", BisectionSchema)
