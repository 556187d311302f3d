"""Which source an article is of, so that what stands in many of its articles can be counted."""

from urllib.parse import urlsplit

from reader.domain.article import Article
from reader.domain.frozen import frozen


@frozen
class Source:
    """Where an article was published.

    Attributes:
        key: what two articles of one source have in common; empty if the source is not known.
        name: how the source is called on the screen.
    """

    key: str
    name: str

    def __bool__(self) -> bool:
        return bool(self.key)


def source_of(article: Article) -> Source:
    """The outlet that the article names, else the host that it came from.

    Files in one folder are not one source: a folder holds whatever was put into it.
    """
    name = " ".join(article.metadata.source.split())
    if not name:
        name = _host(article.metadata.url) or _host(article.address)
    return Source(name.casefold(), name)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")
