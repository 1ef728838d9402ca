"""What a new adapter file starts from: it runs at once, and its owner edits it."""

import datetime as dt
import json
from string import Template
from typing import Final

from boilerbench.pins import Runtime, name_of

_PYTHON: Final = Template('''\
# /// script
# requires-python = ">=3.9"
# dependencies = [$dependencies]
#$cutoff
# [tool.boilerbench]
# title = "$name"
# [tool.boilerbench.variants]
# long = { min_words = 10 }
# ///
"""The text of all paragraphs."""

import re
from html import unescape
$imported
PARAGRAPH = re.compile(r"<p(?:\\s[^>]*)?>(.*?)(?=</?(?:p|div)\\b|\\Z)", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def extract(html, url=None, *, min_words=5):
    """The paragraphs of a page that have at least `min_words` words."""$todo
    found = [unescape(TAG.sub("", inner)).split() for inner in PARAGRAPH.findall(html)]
    return "\\n".join(" ".join(words) for words in found if len(words) >= min_words)
''')

_NODE: Final = Template("""\
// /// script
// requires-node = ">=18"
// dependencies = [$dependencies]
//$cutoff
// [tool.boilerbench]
// title = "$name"
// [tool.boilerbench.variants]
// long = { minWords = 10 }
// ///
/** The text of all paragraphs. */
$imported
const PARAGRAPH = /<p(?:\\s[^>]*)?>(.*?)(?=<\\/?(?:p|div)\\b|$$)/gis;
const TAG = /<[^>]*>/g;

/** The paragraphs of a page that have at least `minWords` words. */
export function extract(html, url, { minWords = 5 } = {}) {$todo
  const found = Array.from(html.matchAll(PARAGRAPH), ([, inner]) =>
    inner.replace(TAG, "").match(/\\S+/g) ?? []);
  const long = found.filter((words) => words.length >= minWords);
  return long.map((words) => words.join(" ")).join("\\n");
}
""")

_TEMPLATES: Final[dict[Runtime, Template]] = {"python": _PYTHON, "node": _NODE}
_CUTOFFS: Final[dict[Runtime, str]] = {
    "python": '\n# [tool.uv]\n# exclude-newer = "{}"\n#',
    "node": '\n// [tool.npm]\n// before = "{}"\n//',
}
_TODO: Final[dict[Runtime, str]] = {
    "python": "\n    # What follows is to become a call of {}.",
    "node": "\n  // What follows is to become a call of {}.",
}


def fill(name: str, runtime: Runtime, *, line: str | None, imported: str, now: dt.datetime) -> str:
    """The source of a new adapter called `name`.

    `line` is the dependency that it measures, if any; `imported` is the statement that loads it;
    nothing uploaded after `now` (aware of its zone) is installed with it.
    """
    moment = f"{now.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    return _TEMPLATES[runtime].substitute(
        name=name,
        dependencies=json.dumps(line) if line else "",
        cutoff=_CUTOFFS[runtime].format(moment) if line else "",
        imported=f"\n{imported}\n" if imported else "",
        todo=_TODO[runtime].format(name_of(line, runtime)) if line else "",
    )
