"""What a start need not load: modules that are loaded when something of them is first used, and those nobody uses."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, cast


def modules_of(package: str) -> Callable[[str], ModuleType]:
    """`__getattr__` of a package (PEP 562): `package.module` loads the module, if nobody has yet.

    Whoever writes `from reader import storage` and `storage.keeping.pack(…)` pays for `keeping` with the first article
    that is kept, and not with the start. `from package import module` loads it at once, as ever.
    """

    def load(name: str) -> ModuleType:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{package}.{name}":
                raise
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message) from None

    return load


@contextmanager
def without(name: str) -> Iterator[None]:
    """What is imported in the block does without a module that it would take if it were there; others still find it."""
    if name in sys.modules:
        yield
        return
    modules: dict[str, ModuleType | None] = cast("Any", sys.modules)
    modules[name] = None  # `import` then finds that there is none
    try:
        yield
    finally:
        del sys.modules[name]
