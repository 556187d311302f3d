"""How far a long piece of work has come, in words."""

from reader.library.pace import Pace


def after(total: int, *steps: tuple[int, float]) -> str:
    """What is told after so many steps each, up to so many seconds, at an even pace."""
    pace, now = Pace(total, 0.0), 0.0
    for count, until in steps:
        for number in range(1, count + 1):
            pace.step(now + (until - now) * number / count)
        now = until
    return pace.told(now)


def test_the_pace_is_told_once_it_is_known() -> None:
    """Not from the first moment."""
    assert after(10_000) == "0 of 10,000"
    assert after(10_000, (40, 0.5)) == "40 of 10,000"
    assert after(10_000, (340, 4.0)) == "340 of 10,000 · 85 a second · 1:54 left"
    assert after(5, (3, 9.0)) == "3 of 5 · 20 a minute · 0:06 left"


def test_the_last_seconds_tell_the_pace() -> None:
    """What is already in goes by quickly and says nothing of what is new."""
    assert after(2_000, (1_000, 1.0), (100, 21.0)).endswith("5 a second · 3:00 left")


def test_there_is_never_more_done_than_there_is() -> None:
    """A folder may grow meanwhile; hours are told as such."""
    assert after(1, (3, 2.0)).startswith("3 of 3 ")
    assert after(36_000, (10, 10.0)).endswith("9:59:50 left")
