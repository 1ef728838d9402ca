"""The words of the names in a line of authors."""

import re
from functools import lru_cache

from boilerbench.text import normalise, tokens

# "Author: Ada Winter" and the same in any language.
_LABEL = re.compile(r"[^:\uff1a]{1,24}[:\uff1a](?!//)")
# Between names, in lower case: the middle initial of "John E Smith" is none.
_AND = re.compile(r"(?<=[\s,])(?:and|with|und|et|y|e|og|och|en|i|ve|oraz|и|та|και)(?=\s)|&")
_BY = re.compile(
    r"(?:^|(?<=[,;|/]))\s*"
    r"(?:(?:written|posted|words|text|escrito|écrit|scritto|scris|geschreven|skrevet)\s+)?"
    r"(?:by|von|par|por|di|da|de|door|av|af|przez|מאת|بقلم|نوشتهٔ|โดย)\s+(?=\S)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def name_words(authors: str | None) -> frozenset[str]:
    """The words of all names: without order, repetition, case, "By", labels and "and".

    `Doe, Jane` and `By JANE DOE` are the same two words; two people's names in another order too.
    """
    line = normalise(authors or "")
    line = _LABEL.sub("", line, count=1) if _LABEL.match(line) else line
    return frozenset(tokens(_BY.sub(" ", _AND.sub(", ", line))))
