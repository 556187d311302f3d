"""A choice for a source as words: what it is, what it would change, and as a row of a list. Pure."""

from reader.domain.evidence import folded
from reader.domain.mark import SourceChoice
from reader.domain.wording import counted
from reader.library.sources import ListedChoice, Proposal
from reader.ui.render.dates import long_date
from reader.ui.render.runs import Run, fit, fit_runs, joined

_NAMED = 36
"""Cells of a source's name in a message."""
_SHOWN = 120
"""Code points of a line in a question, so that two lines hold it on a narrow screen."""


def proposal_title(proposal: Proposal) -> str:
    """What the reader is asked."""
    choice, name = proposal.choice, proposal.choice.name
    if proposal.after is None:
        act = "brings back" if choice.keep else "cuts"
        return f"Take back your choice that {act} this line in every article of {name}?"
    line = choice.line if len(choice.line) <= _SHOWN else f"{choice.line[:_SHOWN].rstrip()} …"
    return f"{'Bring back' if choice.keep else 'Cut'} this line in every article of {name}?\n\n“{line}”"


def proposal_text(proposal: Proposal) -> str:
    """How many lines it would change in how many other articles; each of these, with its line where that is another."""
    if not proposal.affected:
        return "No other article would change now; articles to come would."
    parts = [(False, "cut"), (True, "bring back")]
    counts = [(sum(one.keep is keep for one in proposal.affected), act) for keep, act in parts]
    acts = " and ".join(f"{act} {counted(count, 'line')}" for count, act in counts if count)
    lines = [f"This would {acts} in {counted(proposal.articles, 'other article')}:", ""]
    alike = len({one.keep for one in proposal.affected}) == 1
    for one in proposal.affected:
        lines.append(one.article.label)
        if not alike or folded(one.words) != folded(proposal.choice.line):
            lines.append(f"  {'+' if one.keep else '-'} {one.words}")
    return "\n".join(lines)


def decided(proposal: Proposal) -> str:
    """How things stand once the proposal is made."""
    if proposal.after is None:
        return taken_back(proposal.choice)
    name = fit(proposal.choice.name, _NAMED)
    return f"{'brought back' if proposal.after.keep else 'cut'} in every article of {name}"


def taken_back(choice: SourceChoice) -> str:
    """That a choice no longer counts."""
    return f"choice for {fit(choice.name, _NAMED)} taken back"


def choice_row(listed: ListedChoice, width: int) -> tuple[list[Run], list[Run]]:
    """Two lines: verdict and line; source, how many of its articles hold the line, day."""
    choice = listed.choice
    verdict = "keep " if choice.keep else "cut  "
    first: list[Run] = [(" ", ""), (verdict, "sign"), (fit(choice.line, width - 7), "title")]
    facts = joined(
        [
            (fit(choice.name, max(16, width // 2)), "faint"),
            (f"in {counted(listed.articles, 'article')}", "faint"),
            (long_date(choice.created.date().isoformat()), "faint"),
        ]
    )
    return first, [(" " * 6, ""), *fit_runs(facts, width - 7)]
