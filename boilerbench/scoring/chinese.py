"""Words of Chinese text, and of any other, as the dictionary of jieba has them."""

import re
import warnings
from functools import lru_cache
from importlib import metadata
from typing import Any

from boilerbench.errors import MetricError

LONGEST = 1_000_000
"""Characters of a text that is cut: some seconds, and up to 400 MB where they are one word."""

SQUARES = 100_000_000
"""The sum of squared lengths of runs of ideographs that are cut: one run of 10,000, a second.

jieba copies the path so far at each character of a run that its dictionary does not know.
"""

_IDEOGRAPHS = re.compile("[\u4e00-\u9fd5]+")  # what jieba's model of unknown words reads


def jieba_version() -> str:
    """The version of the jieba that is installed; MetricError where none is."""
    try:
        return metadata.version("jieba")
    except metadata.PackageNotFoundError as error:
        raise MetricError(
            "mineru-rouge5 needs the word segmenter jieba, which is not installed here: "
            "pip install 'boilerbench[chinese]'."
        ) from error


def jieba_words(text: str) -> list[str] | None:
    """The tokens of `jieba.lcut`: words, white space and marks; None for a text too large to cut.

    Nothing is logged, and no cache is written to the folder for temporary files. The first call of
    a process reads jieba's dictionary, a second or two.
    """
    if len(text) > LONGEST:
        return None
    if sum(len(run) ** 2 for run in _IDEOGRAPHS.findall(text)) > SQUARES:
        return None
    words: list[str] = _segmenter().lcut(text)
    return words


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    """A segmenter of our own: words that somebody added to jieba's shared one change no score."""
    with warnings.catch_warnings():
        # Its sources have invalid escapes, and it imports pkg_resources where that exists.
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415  an optional package, slow to load

    segmenter = jieba.Tokenizer()
    # `initialize` does this too, but announces it and leaves a file in /tmp for others to change.
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    return segmenter
