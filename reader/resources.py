"""Where `styles/` and `sample_articles/` are: inside the package in a wheel, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def styles() -> Path:
    """The folder of the Textual CSS files.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    return _folder("styles")


def sample_articles() -> Path:
    """The folder of the sample articles.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    return _folder("sample_articles")


def _folder(name: str) -> Path:
    for place in (_PACKAGE, _PACKAGE.parent):
        if (place / name).is_dir():
            return place / name
    message = f"the folder {name} is neither in {_PACKAGE} nor beside it; install Newsmark again"
    raise FileNotFoundError(message)
