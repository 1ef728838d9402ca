"""Selectors that will not last are told from those that people wrote."""

import pytest

from boilerbench.rules.mining.brittle import is_brittle, is_short


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        (".related > div:nth-child(2)", "counts positions"),
        ("p:nth-last-of-type(1)", "counts positions"),
        ("//main/div[5]", "counts positions"),
        ("//p[position() > 3]", "counts positions"),
        ("css-1x2y3z", "css-1x2y3z is a name"),
        ("css-abc123-Foo", "css-abc123-Foo is a name"),
        ("css-tsmeojy", "is a name"),
        ("css-agckctq", "is a name"),
        (".sc-bdVaJa", "sc-bdVaJa is a name"),
        ("styles__Title-sc-1abc", "is a name"),
        ("jsx-123", "jsx-123 is a name"),
        ("svelte-1ab2c3d", "is a name"),
        ("makeStyles-root-12", "is a name"),
        ("Button__root--2aBcD", "is a name"),
        ("styles_header__Ab3dE", "is a name"),
        ("_3xYzQ", "is a name"),
        ("x523af5", "is a name"),
        ("Off5dpXq", "is a name"),
        ("NXXR7XUU5ZHR3CTFJ33JLBOPNM", "is a name"),
        ("box-3f9a01bc", "is a name"),
        ("post-12345678", "long number"),
        ("item-3f2504e0-4f89-11d3-9a0c-0305e82c3301", "UUID"),
    ],
)
def test_brittle_selectors_are_named(selector: str, why: str) -> None:
    """By position, by a number, by a name that a build tool made."""
    assert why in (is_brittle(selector) or "")


@pytest.mark.parametrize(
    "selector",
    """
    newsletter menu-item col-md-6 h2 sub-title subTitle card__title card--featured
    block__title--large site-nav mp4player web2print Button__root--primary ad-300x250 md:flex
    nav-menu__item--active top-0 z-50 widget_recent_entries st-icon fb-like icon--facebook
    decade defaced js-off-text uiTextSmall c-share__fbIcon ng-scope sidebar--right-2 WPFooter
    BlockList__inner--cta tp-story__flag YDC-Col2 css-button css-slider css-tooltip css-ticker
    css-switch [role='dialog'] css-grid
    """.split(),  # noqa: SIM905  # easier to read than so many quoted words
)
def test_names_that_people_wrote_are_not(selector: str) -> None:
    """Words, abbreviations, sizes and modifiers stay what they are."""
    assert is_brittle(selector) is None


def test_names_of_one_or_two_letters_are_short() -> None:
    """Whatever digits and signs stand beside them."""
    assert [name for name in ("dn", "ad", "p-6", "br4", "nav", "ads") if is_short(name)] == [
        "dn",
        "ad",
        "p-6",
        "br4",
    ]
