"""What can be said of outputs without gold: how alike they are, and noise phrases in them.

Neither is precision or recall, and nothing here ranks extractors.
"""

from boilerbench.ungolded.summing import likeness_of, needs_likeness

__all__ = ["likeness_of", "needs_likeness"]
