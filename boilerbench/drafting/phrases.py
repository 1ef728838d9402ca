"""Wordings that mark noise wherever they stand alone in a block, with the kind each is."""

from functools import cache
from typing import Final

from boilerbench.records import NoiseKind
from boilerbench.text import tokens

LONGEST: Final = 30
"""Words above which a block is no mere label: it may be a story about newsletters."""

WHOLE: Final[dict[NoiseKind, str]] = {
    "advertisement": "advertisement | advertising | advert | ad | sponsored | sponsored content"
    " | promoted | paid content | paid post | anzeige | werbung | publicité | publicidad | publicidade"
    " | pubblicità | advertentie | reklama | annons | реклама | 广告 | 広告 | 광고 | إعلان",
    "skip-link": "skip to content | skip to main content | skip navigation | jump to content"
    " | continue reading | continue reading the main story | story continues | zum inhalt springen"
    " | aller au contenu | saltar al contenido | back to top | nach oben",
    "related": "related | related articles | related stories | related coverage | related topics"
    " | read more | see also | more stories | more on this story | most read | most popular | trending"
    " | you may also like | recommended | recommended for you | up next | latest news | lesen sie auch"
    " | mehr zum thema | à lire aussi | lire aussi | sur le même sujet | te puede interesar"
    " | lea también | leia também | leggi anche | lees ook | czytaj także | читайте также | 相关阅读"
    " | 相关新闻 | 関連記事 | あわせて読みたい | 관련기사 | اقرأ أيضا",
    "share": "share | share this | share this article | share this page | share on facebook"
    " | share on twitter | share on x | copy link | link copied | email this article | print"
    " | save for later | teilen | partager | compartir | compartilhar | condividi | поделиться | 分享"
    " | シェア | 공유하기 | facebook | twitter | whatsapp | linkedin | pinterest | reddit | telegram",
    "comments": "comments | leave a comment | leave a reply | post a comment | view comments"
    " | show comments | join the conversation | kommentare | commentaires | comentarios | комментарии",
    "newsletter": "newsletter | subscribe to our newsletter | sign up | sign up for our newsletter"
    " | thank you for subscribing | email address | your email address | enter your email",
    "navigation": "menu | close | close menu | search | home | sections | next | previous | show more"
    " | load more",
    "login": "log in | login | sign in | register | create account | forgot your password | anmelden"
    " | se connecter | iniciar sesión | entrar | войти",
    "cookie": "accept | accept all | accept cookies | reject all | manage cookies | cookie settings"
    " | alle akzeptieren | tout accepter | aceptar todo",
    "legal": "privacy policy | terms of use | terms of service | terms and conditions"
    " | all rights reserved | impressum | datenschutz | mentions légales | aviso legal",
}
"""Blocks that are nothing but this."""

INSIDE: Final[dict[NoiseKind, str]] = {
    "advertisement": "article continues below | story continues below | continue reading below",
    "newsletter": "sign up for | sign up to | subscribe to our | delivered to your inbox"
    " | to your inbox | invalid email | valid email address | not a robot | our newsletter"
    " | unsubscribe at any time | abonnieren sie | inscrivez vous | suscríbete | assine nossa",
    "cookie": "we use cookies | uses cookies | cookie policy | wir verwenden cookies"
    " | nous utilisons des cookies | utilizamos cookies",
    "paywall": "already a subscriber | free articles left | free articles remaining | to continue reading"
    " | subscribe to read | subscribe to continue | this article is for subscribers | keep reading for",
    "legal": "all rights reserved | alle rechte vorbehalten | tous droits réservés"
    " | todos los derechos reservados | todos os direitos reservados",
    "comments": "log in to comment | sign in to comment | comments are closed | be the first to comment",
    "share": "share on facebook | share on twitter | share on linkedin | share on whatsapp",
    "skip-link": "skip past | skip to",
}
"""Short blocks that hold this anywhere."""


def noise_kind(words: tuple[str, ...]) -> NoiseKind | None:
    """The kind of noise that a block of these words looks like, if it does."""
    if len(words) > LONGEST:
        return None
    whole, inside = _whole().get(words), f" {' '.join(words)} "
    return whole or next((kind for phrase, kind in _inside() if f" {phrase} " in inside), None)


@cache
def _whole() -> dict[tuple[str, ...], NoiseKind]:
    return {
        tuple(tokens(phrase)): kind
        for kind, phrases in WHOLE.items()
        for phrase in phrases.split("|")
    }


@cache
def _inside() -> tuple[tuple[str, NoiseKind], ...]:
    return tuple(
        (" ".join(tokens(phrase)), kind)
        for kind, phrases in INSIDE.items()
        for phrase in phrases.split("|")
    )
