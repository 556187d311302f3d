"""Frozen classes are what `@dataclass(frozen=True, slots=True)` makes, and cost less to declare."""

import time
from collections.abc import Callable
from dataclasses import KW_ONLY, FrozenInstanceError, asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from reader.domain.frozen import frozen, mutable


def passage(decorate: Callable[[type[Any]], type[Any]]) -> type[Any]:
    """A class with every kind of field."""

    class Passage:
        """A passage."""

        start: int
        end: int = 0
        tags: list[str] = field(default_factory=list)
        digest: str = field(default="", compare=False, repr=False)
        uses: int = field(default=0, init=False)
        seen: list[int] = field(default_factory=list, init=False, compare=False)
        _: KW_ONLY
        kept: bool
        note: str = ""

    return decorate(Passage)


OURS = passage(frozen)
THEIRS = passage(dataclass(frozen=True, slots=True))
WAYS = [((1,), {"kept": True}), ((1, 2, ["a"], "x"), {"kept": False, "note": "n"}), ((), {"start": 3, "kept": True})]


@pytest.mark.parametrize(("values", "named"), WAYS)
def test_it_has_the_fields_that_a_dataclass_has(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = OURS(*values, **named), THEIRS(*values, **named)
    assert asdict(ours) == asdict(theirs)
    assert repr(ours) == repr(theirs)
    assert [(entry.name, entry.kw_only) for entry in fields(ours)] == [
        (entry.name, entry.kw_only) for entry in fields(theirs)
    ]
    assert OURS.__slots__ == THEIRS.__slots__
    assert OURS.__match_args__ == THEIRS.__match_args__


@pytest.mark.parametrize("made", [OURS, THEIRS])
def test_what_is_compared_tells_whether_two_are_equal(made: type[Any]) -> None:
    one = made(1, digest="x", kept=True)
    assert one == made(1, digest="y", kept=True)
    assert one != made(2, digest="x", kept=True)
    assert replace(one, end=4) == made(1, 4, kept=True)


def test_two_classes_are_never_equal_and_a_hash_goes_with_equality() -> None:
    @frozen
    class Place:
        """A place."""

        at: int

    @frozen
    class Size:
        """A size."""

        width: int

    other: object = Size(1)
    assert Place(1) != other
    assert {Place(1), Place(1), Place(2)} == {Place(2), Place(1)}
    assert repr(Place(1)).endswith("Place(at=1)")


def test_defaults_that_are_made_are_made_for_each() -> None:
    first, second = OURS(1, kept=True), OURS(1, kept=True)
    first.tags.append("a")
    assert second.tags == []


@pytest.mark.parametrize("made", [OURS, THEIRS])
@pytest.mark.parametrize(("values", "named"), [((), {"kept": True}), ((1,), {}), ((1,), {"kept": 1, "other": 2})])
def test_wrong_arguments_are_refused(made: type[Any], values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        made(*values, **named)


def test_nothing_can_be_changed_or_taken_away() -> None:
    one = OURS(1, kept=True)
    for name in ("start", "unheard"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
    with pytest.raises(FrozenInstanceError):
        del one.start
    assert one.start == 1


def test_what_a_class_has_of_its_own_stays() -> None:
    @frozen
    class Quote:
        """A quote that tells itself."""

        words: str

        def __repr__(self) -> str:
            return f"“{self.words}”"

    assert repr(Quote("so")) == "“so”"


def test_one_without_fields_can_be_made() -> None:
    @frozen
    class Nothing:
        """Nothing."""

    assert Nothing() == Nothing()


def test_one_that_is_based_on_another_has_its_fields_too() -> None:
    @frozen
    class Place:
        """A place."""

        at: int
        names: list[str] = field(default_factory=list)

    @frozen
    class Named(Place):
        """A place with a name."""

        name: str = ""

    one = Named(3, ["a"], name="b")
    assert asdict(one) == {"at": 3, "names": ["a"], "name": "b"}
    assert one == Named(3, ["a"], "b") != Named(3, ["a"], "c")
    assert not hasattr(one, "__dict__")
    with pytest.raises(FrozenInstanceError):
        one.at = 4  # type: ignore[misc]


def test_one_that_keeps_a_state_can_be_changed_and_is_itself_alone() -> None:
    @mutable
    class Count:
        """A count."""

        so_far: int = 0
        seen: list[int] = field(default_factory=list)

    one, other = Count(), Count(so_far=0)
    one.seen.append(1)
    one.so_far += 1
    assert (one.so_far, one.seen, other.so_far, other.seen) == (1, [1], 0, [])
    assert other != Count()
    with pytest.raises(AttributeError):
        one.total = 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("decorate", [frozen, mutable])
def test_what_nobody_would_call_is_refused(decorate: Callable[[type[Any]], type[Any]]) -> None:
    class Place:
        """A place that wants to be asked."""

        at: int

        def __post_init__(self) -> None: ...

    with pytest.raises(TypeError, match="Place has a __post_init__"):
        decorate(Place)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(TypeError, match=r"Passage\.__init__\(\).*'start'"):
        OURS(kept=True)


def test_it_is_declared_in_a_fifth_of_the_time() -> None:
    def cost(decorate: Callable[[type[Any]], type[Any]]) -> float:
        began = time.process_time()
        for _ in range(20):
            passage(decorate)
        return time.process_time() - began

    assert min(cost(frozen) for _ in range(5)) < min(cost(dataclass(frozen=True, slots=True)) for _ in range(5)) / 5


def test_what_is_found_once_is_kept_beside_the_fields() -> None:
    counted = []

    @frozen
    class Words:
        """Some words."""

        words: str
        language: str = "en"

        @cached_property
        def length(self) -> int:
            counted.append(self.words)
            return len(self.words)

    some = Words("ferry")
    assert (some.length, some.length, counted) == (5, 5, ["ferry"])
    assert (some, hash(some)) == (Words("ferry"), hash(Words("ferry")))
    assert repr(some) == f"{Words.__qualname__}(words='ferry', language='en')"
    with pytest.raises(FrozenInstanceError):
        some.words = "strike"  # type: ignore[misc]
