# /// script
# requires-python = ">=3.9"
# dependencies = ["jusText==3.0.2"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
#
# [tool.boilerbench]
# title = "jusText"
# homepage = "https://github.com/miso-belica/jusText"
# licence = "BSD-2-Clause"
# default = true
#
# [tool.boilerbench.variants.aeb]
# language = "English"
# length_low = 50
# stopwords_low = 0.1
# stopwords_high = 0.2
# no_headings = true
#
# [tool.boilerbench.variants]
# german = { language = "German" }
# any-language = { stop_words = false, stopwords_low = 0.0, stopwords_high = 0.0 }
#
# [[tool.boilerbench.requirements]]
# versions = "<3.0.1"
# dependencies = ["lxml<5"]        # imports lxml.html.clean, which lxml 5.2 moved out
# requires-python = ">=3.8,<3.10"  # the lxml of that year has wheels up to Python 3.9
# ///
"""Paragraph classification by length, links and stop words."""

from __future__ import annotations

import justext

# ISO 639-1 codes of the languages that the library has stop words of.
STOP_LISTS = dict(
    entry.split("=")
    for entry in """
    af=Afrikaans an=Aragonese ar=Arabic az=Azerbaijani be=Belarusian bg=Bulgarian bn=Bengali
    br=Breton bs=Bosnian ca=Catalan cs=Czech cv=Chuvash cy=Welsh da=Danish de=German el=Greek
    en=English eo=Esperanto es=Spanish et=Estonian eu=Basque fa=Persian fi=Finnish fr=French
    fy=West_Frisian ga=Irish gl=Galician gu=Gujarati he=Hebrew hi=Hindi hr=Croatian ht=Haitian
    hu=Hungarian hy=Armenian id=Indonesian ig=Igbo io=Ido is=Icelandic it=Italian jv=Javanese
    ka=Georgian kk=Kazakh kn=Kannada ko=Korean ku=Kurdish ky=Kyrgyz la=Latin lb=Luxembourgish
    lt=Lithuanian lv=Latvian mk=Macedonian ml=Malayalam mr=Marathi ms=Malay mt=Maltese
    nb=Norwegian_Bokmal ne=Nepali nl=Dutch nn=Norwegian_Nynorsk no=Norwegian_Bokmal oc=Occitan
    pl=Polish pt=Portuguese qu=Quechua ro=Romanian ru=Russian sh=Serbo_Croatian sk=Slovak
    sl=Slovenian sq=Albanian sr=Serbian su=Sundanese sv=Swedish sw=Swahili ta=Tamil te=Telugu
    tk=Turkmen tl=Tagalog tr=Turkish uk=Ukrainian ur=Urdu uz=Uzbek vi=Vietnamese vo=Volapuk
    wa=Walloon yo=Yoruba
    """.split()  # noqa: SIM905  # easier to read than 86 quoted words
)


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # jusText has no use for it
    *,
    language: str = "",
    stop_words: bool = True,
    length_low: int = 70,
    length_high: int = 200,
    stopwords_low: float = 0.30,
    stopwords_high: float = 0.32,
    max_link_density: float = 0.2,
    max_heading_distance: int = 200,
    no_headings: bool = False,
    page_language: str | None = None,
) -> str:
    """The paragraphs that are not boilerplate, one to a line; by the page's language or English."""
    language = language or STOP_LISTS.get(page_language or "", "English")
    paragraphs = justext.justext(
        html,
        justext.get_stoplist(language) if stop_words else frozenset(),
        length_low=length_low,
        length_high=length_high,
        stopwords_low=stopwords_low,
        stopwords_high=stopwords_high,
        max_link_density=max_link_density,
        max_heading_distance=max_heading_distance,
        no_headings=no_headings,
    )
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)
