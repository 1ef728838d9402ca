"""The version of boilerbench that is running."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("boilerbench")
except PackageNotFoundError:  # a checkout on sys.path that nobody installed
    VERSION = "0+unknown"
