"""Everything boilerbench raises on purpose, as a tree.

BoilerbenchError
    UsageError            exit 2: what was asked for makes no sense
        SpecError         an extractor spec that cannot be read
        MetricError       a metric that does not exist or was spelled wrong
    DataError             exit 3: a corpus, run or baseline that cannot be read or used
        CorpusError       a gold corpus or one of its pages
        RunError          a run folder
        BaselineError     a committed baseline
        RuleError         a file of cleaning rules
        MutationError     a page that a mutation changes for its reader
    ExtractorError        exit 4: an extractor that was named and could not run
        AdapterError      an adapter file that breaks its contract
        UnavailableError  no environment or process could be had for an adapter

A message is one sentence or two: what was found, what was expected, and what mends it.
"""

from typing import ClassVar


class BoilerbenchError(Exception):
    """The root: catch this to catch all that boilerbench reports."""

    exit_code: ClassVar[int] = 2


class UsageError(BoilerbenchError):
    """The request itself cannot be carried out."""


class SpecError(UsageError):
    """An extractor spec that does not follow the grammar."""


class MetricError(UsageError):
    """A metric name or parameter that does not exist."""


class DataError(BoilerbenchError):
    """Something on disk is unreadable or does not fit together."""

    exit_code = 3


class CorpusError(DataError):
    """A gold corpus is missing, malformed or contradicts itself."""


class RunError(DataError):
    """A run folder is missing, malformed or of another corpus."""


class BaselineError(DataError):
    """A baseline is missing, malformed or no longer fits the run."""


class RuleError(DataError):
    """A file of cleaning rules cannot be read, or a rule in it makes no sense."""


class MutationError(DataError):
    """A mutation changed the words of a page, which none may."""


class ExtractorError(BoilerbenchError):
    """An extractor the user named could not run."""

    exit_code = 4


class AdapterError(ExtractorError):
    """An adapter file whose metadata or `extract` breaks the contract."""


class UnavailableError(ExtractorError):
    """No environment could be built, or no worker started, for an adapter."""
