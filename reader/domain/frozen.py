"""Frozen dataclasses that cost little to declare."""

import dataclasses
from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from types import MemberDescriptorType
from typing import Any, NoReturn, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make of a class what `@dataclass(frozen=True, slots=True)` makes, without compiling its methods one by one.

    `dataclass` writes six methods as text and compiles them, which takes about a millisecond a class; there are some
    hundred classes. Here all frozen classes have the same methods but for `__init__`, which is compiled when
    one is first made. `fields`, `replace` and `asdict` of `dataclasses` take them. There is no `__post_init__`.
    A class with a `cached_property` has no slots, because that is kept beside the fields.
    """
    slots = not any(isinstance(value, cached_property) for value in vars(cls).values())
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    compared = [field.name for field in dataclasses.fields(made) if field.compare]
    values: Callable[[object], object] = attrgetter(*compared) if compared else type

    def init(self: object, *args: object, **named: object) -> None:
        made.__init__ = _initializer(made)
        made.__init__(self, *args, **named)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    methods = {"__init__": init, "__eq__": equal, "__hash__": hashed, "__repr__": _told}
    for name, method in (methods | {"__setattr__": _refuse, "__delattr__": _refuse}).items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _initializer(made: type[Any]) -> Callable[..., None]:
    """`__init__` of a frozen class: its parameters are its fields, with their defaults."""
    scope: dict[str, Any] = {"MISSING": dataclasses.MISSING}
    parameters: list[str] = []
    named: list[str] = []
    lines = []
    for field in dataclasses.fields(made):
        name = field.name
        scope[f"default_{name}"] = field.default
        value, default = name, f"=default_{name}" if field.default is not dataclasses.MISSING else ""
        if field.default_factory is not dataclasses.MISSING:
            scope[f"make_{name}"], default = field.default_factory, "=MISSING"
            value = f"make_{name}() if {name} is MISSING else {name}" if field.init else f"make_{name}()"
        elif not field.init:
            value = f"default_{name}"
        if field.init:
            (named if field.kw_only else parameters).append(name + default)
        if isinstance(slot := getattr(made, name, None), MemberDescriptorType):
            scope[f"set_{name}"] = slot.__set__
            lines.append(f"    set_{name}(self, {value})\n")
        else:
            lines.append(f"    self.__dict__[{name!r}] = {value}\n")
    parameters += ["*", *named] if named else []
    exec(f"def __init__(self, {', '.join(parameters)}):\n{''.join(lines)}    return\n", scope)  # noqa: S102
    return scope["__init__"]  # type: ignore[no-any-return]


def _told(self: object) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    message = f"{name!r} of a {type(self).__qualname__} cannot be changed"
    raise dataclasses.FrozenInstanceError(message)
