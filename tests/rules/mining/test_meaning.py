"""Names that say noise hold everywhere; those that hold articles elsewhere do not."""

import pytest

from boilerbench.rules.mining.meaning import ENOUGH, is_general, meaning


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("token newsletter", "noise"),
        ("token siteNav", "noise"),
        ("css nav", "noise"),
        ('css [role="dialog"]', "noise"),
        ("token entry-footer", "content"),
        ("token footer", "noise"),
        ("token article-share", "noise"),
        ("token comment-list", "content"),
        ("css form", "content"),
        ("token col-md-6", "content"),
        ("token depth-1", "nothing"),
        ("token shadow", "nothing"),
    ],
)
def test_what_a_name_says(name: str, told: str) -> None:
    """Words of a name, be they cut by dashes or by capitals."""
    assert meaning(name) == told


def test_a_name_that_says_nothing_needs_many_sites() -> None:
    """Evidence makes up for a meaning that nobody knows, but for no word of articles."""
    assert is_general("token newsletter", 2)
    assert not is_general("token secondary", ENOUGH - 1)
    assert is_general("token secondary", ENOUGH)
    assert not is_general("token title", 10 * ENOUGH)
