"""How Sphinx builds these pages: `sphinx-build -W -b html docs OUT`."""

import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent), str(DOCS)]

from sphinx.application import Sphinx  # noqa: E402

from boilerbench.version import VERSION  # noqa: E402  the checkout comes first on the path

project = "boilerbench"
author = "the boilerbench authors"
version = release = VERSION

extensions = ["myst_parser", "sphinx.ext.autodoc", "click_reference", "schema_block"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "boilerbench"
html_show_sphinx = False
html_extra_path = ["gallery/news-report.html"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

smartquotes = False  # `--out` in help texts is not a dash
default_role = "code"  # docstrings write `name` as the rest of the pages do
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 80


def shorten_signature(*parts: Any) -> tuple[str | None, ...]:
    """A signature and its return annotation with our own name for a matrix of numbers."""
    spelled = "~numpy.ndarray[tuple[~typing.Any, ...], ~numpy.dtype[~numpy.float64]]"
    return tuple(part and part.replace(spelled, "Floats") for part in parts[-2:])


def setup(app: Sphinx) -> None:
    """Tell Sphinx of it."""
    app.connect("autodoc-process-signature", shorten_signature)
