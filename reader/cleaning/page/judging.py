"""The odds that each passage of a page is its article's: a first look at the passage, a second at its company."""

from reader.cleaning.page import company
from reader.cleaning.page.boxes import PageText
from reader.cleaning.page.features import numbers_of
from reader.cleaning.page.survey import Survey, candidates, survey
from reader.cleaning.page.testimony import Testimony
from reader.cleaning.trees import forest
from reader.domain.frozen import frozen


@frozen
class Judged:
    """A page's passages with the odds that they are the article's."""

    page: PageText
    around: Survey
    odds: dict[int, float]


def judge(page: PageText, said: Testimony, proposal: str | None) -> Judged:
    """Judge the passages around the article.

    Args:
        page: its passages.
        said: what the page testifies.
        proposal: what an extractor takes for the article, without white space.
    """
    around = survey(page, said, proposal)
    near = candidates(around)
    rows = numbers_of(around, near)
    trees, again = forest("page"), forest("page-company")
    first = [trees.probability(row) for row in rows]
    second = [again.probability(row) for row in company.numbers_of(page, near, rows, first)]
    return Judged(page, around, dict(zip(near, map(company.together, first, second), strict=True)))
