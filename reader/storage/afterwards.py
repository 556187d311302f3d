"""What is done when the program has ended and its terminal is the reader's again."""

import os
from collections.abc import Callable


def afterwards(work: Callable[[], None]) -> bool:
    """Do work in a process of its own, which outlives this one and has no terminal; what fails in it is not told.

    The caller holds every lock of this process that the work needs, since no other thread goes on there.

    Returns:
        False if there can be no such process; nothing was done then.
    """
    try:
        child = os.fork()
    except OSError:
        return False
    if child:
        os.waitpid(child, 0)
        return True
    try:
        os.setsid()
        if os.fork() == 0:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nowhere, stream)
            work()
    finally:
        os._exit(0)
