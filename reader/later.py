"""Modules of a package that are loaded when something of them is first used."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


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
