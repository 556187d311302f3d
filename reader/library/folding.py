"""Copies of one story as one row of a list. Pure."""

from array import array
from collections.abc import Collection, Mapping, Sequence

from reader.domain.frozen import frozen


@frozen
class Group:
    """Articles of a list that are copies of one story.

    Attributes:
        members: their numbers in the list's order, the first one being the row that stands for all.
        opened: whether all of them are rows.
    """

    members: tuple[int, ...]
    opened: bool

    def stands_for_others(self, number: int) -> bool:
        """True if this article's row stands for the others too."""
        return not self.opened and number == self.members[0]


def folded(
    numbers: Sequence[int], stories: Mapping[int, int], opened: Collection[int]
) -> tuple[Sequence[int], dict[int, Group]]:
    """The rows of a list whose copies are folded, and the groups by the number of each member.

    Args:
        numbers: the articles in the list's order.
        stories: the story of each article that has copies, in the list or not.
        opened: stories whose copies are to follow their first one, each as a row.
    """
    members: dict[int, list[int]] = {}
    for number in numbers:
        if number in stories:
            members.setdefault(stories[number], []).append(number)
    groups = {
        number: group
        for story, found in members.items()
        if len(found) > 1
        for group in (Group(tuple(found), story in opened),)
        for number in found
    }
    if not groups:
        return numbers, groups
    rows = array("q")
    for number in numbers:
        group = groups.get(number)
        if group is None:
            rows.append(number)
        elif number == group.members[0]:
            rows.extend(group.members if group.opened else (number,))
    return rows, groups
