"""The directives of site configs: which are cleaning rules or tests, and why others are not."""

from typing import Final

OURS: Final = (
    "strip",
    "strip_attr",
    "strip_id_or_class",
    "strip_image_src",
    "body",
    "test_url",
    "test_contains",
)

_METADATA: Final = "it finds what a page says of itself, and takes nothing away"
_SOURCE: Final = "it changes the page's source before there are elements"
_FETCHING: Final = "it is about fetching pages, not about what is on them"
_MOVED: Final = "it moves, wraps or unwraps elements, and takes no text away"

FOREIGN: Final[dict[str, str]] = {
    "title": _METADATA,
    "author": _METADATA,
    "date": _METADATA,
    "native_ad_clue": _METADATA,
    "skip_json_ld": _METADATA,
    "find_string": _SOURCE,
    "replace_string": _SOURCE,
    "tidy": _SOURCE,
    "parser": _SOURCE,
    "src_lazy_load_attr": _SOURCE,
    "convert_double_br_tags": _SOURCE,
    "post_strip_attr": "it takes attributes away, and no text",
    "skip_id_or_class": "it spares elements from the program's own clean-up",
    "dissolve": _MOVED,
    "move_into": _MOVED,
    "wrap_in": _MOVED,
    "insert_detected_image": _MOVED,
    "footnotes": _MOVED,
    "prune": "it asks the program's own clean-up to go over the body once more, or not to",
    "autodetect_on_failure": "it says whether the program guesses a body where no rule finds one",
    "autodetect_next_page": _FETCHING,
    "if_page_contains": "it is the condition of the directive above it, so neither is carried out",
    "single_page_link": _FETCHING,
    "single_page_link_in_feed": _FETCHING,
    "next_page_link": _FETCHING,
    "http_header": _FETCHING,
    "requires_login": _FETCHING,
    "not_logged_in_xpath": _FETCHING,
    "login_uri": _FETCHING,
    "login_username_field": _FETCHING,
    "login_password_field": _FETCHING,
    "login_extra_fields": _FETCHING,
    "follow_redirect": _FETCHING,
    "strip_comments": _SOURCE,
}
"""Why a directive is not carried out, by its name."""
