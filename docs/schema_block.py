"""The directive `scores-schema`: what `--format json` prints."""

import json

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from boilerbench.scores import json_schema


class ScoresSchema(Directive):
    """A literal block with the JSON Schema, as the code makes it."""

    def run(self) -> list[nodes.Node]:
        """The one block."""
        text = json.dumps(json_schema(), indent=1)
        return [nodes.literal_block(text, text, language="json")]


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("scores-schema", ScoresSchema)
