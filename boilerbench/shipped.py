"""Where the data folders lie that come with boilerbench: adapters and the gold corpus."""

from pathlib import Path
from typing import Literal

from boilerbench.errors import DataError

_PACKAGE = Path(__file__).parent


def shipped(name: Literal["extractors", "corpus"]) -> Path:
    """The folder `extractors` or `corpus`: inside the package in a wheel, beside it in a checkout.

    Raises DataError where the installation lacks it.
    """
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise DataError(
        f"This installation of boilerbench has no folder {name!r}; "
        "install it again (`pip install --force-reinstall boilerbench`)."
    )
