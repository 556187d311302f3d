"""Frozen dataclasses that cost next to nothing to declare."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, MISSING
from functools import cache, cached_property
from inspect import get_annotations
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, ClassVar, Final, NoReturn, TypeVar, cast, dataclass_transform, get_origin

_T = TypeVar("_T")
_FIELDS: Final = "_frozen_fields"


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make of a class what `@dataclass(frozen=True, slots=True)` makes, without writing its methods one by one.

    `dataclass` writes six methods as text and compiles them, which takes about a millisecond a class; there are more
    than a hundred classes. Here all frozen classes have the same methods but for `__init__`, which is made when one
    is first made. `fields`, `replace` and `asdict` of `dataclasses` take them. There is no `__post_init__`.
    A class with a `cached_property` has no slots, because that is kept beside the fields.
    """
    return _declared(cls, immutable=True)


@dataclass_transform(eq_default=False, field_specifiers=(dataclasses.field,))
def mutable(cls: type[_T]) -> type[_T]:
    """Make of a class what `@dataclass(slots=True, eq=False, repr=False)` makes: it keeps a state."""
    return _declared(cls, immutable=False)


class _Field:
    """What is declared of a field, as far as its class needs it before anybody asks `dataclasses`."""

    __slots__ = ("compare", "default", "factory", "init", "kw_only", "name", "repr", "type")

    def __init__(self, name: str, kind: object, value: object, *, kw_only: bool) -> None:
        self.name, self.type, self.default, self.factory = name, kind, value, cast("Any", MISSING)
        self.init = self.repr = self.compare = True
        self.kw_only = kw_only
        if isinstance(value, dataclasses.Field):
            self.default, self.factory = value.default, value.default_factory
            self.init, self.repr, self.compare = value.init, value.repr, value.compare
            self.kw_only = kw_only if value.kw_only is MISSING else bool(value.kw_only)

    def known(self) -> tuple[str, Any, Any]:
        """The field as `dataclasses` declares it."""
        given: dict[str, Any] = {"default": self.default} if self.default is not MISSING else {}
        given |= {"default_factory": self.factory} if self.factory is not MISSING else {}
        given |= {"init": self.init, "repr": self.repr, "compare": self.compare, "kw_only": self.kw_only}
        return self.name, self.type, dataclasses.field(**given)


class _KnownFields:
    """The fields as `dataclasses` knows them, found when it asks for them."""

    def __get__(self, _: object, cls: type) -> dict[str, Any]:
        declared: dict[str, _Field] = getattr(cls, _FIELDS)
        known = [field.known() for field in declared.values()]
        told = {"__doc__": "Else `dataclass` writes the signature down."}
        shown = dataclasses.make_dataclass(
            cls.__name__, known, namespace=told, init=False, repr=False, eq=False, match_args=False
        )
        found: dict[str, Any] = shown.__dict__["__dataclass_fields__"]
        cls.__dataclass_fields__ = found  # type: ignore[attr-defined]
        return found


def _declared(cls: type[_T], *, immutable: bool) -> type[_T]:
    if hasattr(cls, "__post_init__"):
        message = f"{cls.__qualname__} has a __post_init__, which nobody would call"
        raise TypeError(message)
    own = {field.name: field for field in _fields_of(cls)}
    fields: dict[str, _Field] = getattr(cls, _FIELDS, {}) | own
    given: Any = {key: value for key, value in vars(cls).items() if key not in ("__dict__", "__weakref__")}
    for name in own:
        given.pop(name, None)
    taken = [name for name, field in fields.items() if field.init and not field.kw_only]
    given |= {_FIELDS: fields, "__dataclass_fields__": _KnownFields(), "__match_args__": tuple(taken)}
    given["__qualname__"] = cls.__qualname__
    if not any(isinstance(value, cached_property) for value in given.values()):
        given["__slots__"] = tuple(own)

    def init(self: object, *args: object, **named: object) -> None:
        made.__init__ = _initializer(made, fields)
        made.__init__(self, *args, **named)

    methods: dict[str, Any] = {"__init__": init}
    if immutable:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse, "__repr__": _told}
        methods |= _comparing([name for name, field in fields.items() if field.compare])
    metaclass: Any = type(cls)
    made = metaclass(cls.__name__, cls.__bases__, methods | given)
    return cast("type[_T]", made)


def _fields_of(cls: type) -> Iterator[_Field]:
    """The fields that a class declares itself, in order."""
    kw_only = False
    declared: dict[str, object] = get_annotations(cls)
    for name, kind in declared.items():
        if kind is KW_ONLY:
            kw_only = True
        elif isinstance(kind, type | str) or get_origin(kind) is not ClassVar:
            yield _Field(name, kind, cls.__dict__.get(name, MISSING), kw_only=kw_only)


def _comparing(names: list[str]) -> dict[str, Any]:
    values: Callable[[object], object] = attrgetter(*names) if names else type

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _initializer(made: type[Any], fields: dict[str, _Field]) -> FunctionType:
    """`__init__` of a class: its parameters are its fields, with their defaults."""
    taken = [field for field in fields.values() if field.init and not field.kw_only]
    named = [field for field in fields.values() if field.init and field.kw_only]
    rest = [field for field in fields.values() if not field.init]
    slots = "__slots__" in made.__dict__
    scope: dict[str, Any] = {"MISSING": MISSING}
    for number, field in enumerate([*taken, *named, *rest]):
        scope[f"default{number}"], scope[f"make{number}"] = field.default, field.factory
        scope[f"place{number}"] = getattr(made, field.name).__set__ if slots else field.name
    values = tuple(field.factory is not MISSING for field in [*taken, *named, *rest])
    code = _compiled(len(taken), len(named), values, slots=slots)
    code = code.replace(co_varnames=("self", *(field.name for field in [*taken, *named])))
    defaults = [field.default for field in taken if field.default is not MISSING or field.factory is not MISSING]
    function = FunctionType(code, scope, "__init__", tuple(defaults))
    function.__kwdefaults__ = {
        field.name: field.default for field in named if field.default is not MISSING or field.factory is not MISSING
    }
    function.__qualname__ = f"{made.__qualname__}.__init__"
    return function


@cache
def _compiled(taken: int, named: int, made: tuple[bool, ...], *, slots: bool) -> CodeType:
    """An `__init__` for all classes with so many fields of each kind; only the names of its parameters are not theirs.

    Args:
        taken: fields that are given by place or by name.
        named: those after them that are given by name.
        made: of each field, those that are never given included, whether its default is made anew each time.
        slots: whether fields have slots.
    """
    lines = []
    for number, is_made in enumerate(made):
        if number >= taken + named:
            value = f"make{number}()" if is_made else f"default{number}"
        else:
            value = f"make{number}() if a{number} is MISSING else a{number}" if is_made else f"a{number}"
        lines.append(f"place{number}(self, {value})" if slots else f"self.__dict__[place{number}] = {value}")
    parameters = [f"a{number}" for number in range(taken + named)]
    parameters[taken:taken] = ["*"] if named else []
    scope: dict[str, Any] = {}
    exec(f"def __init__({', '.join(['self', *parameters])}):\n " + "\n ".join([*lines, "return"]), scope)  # noqa: S102
    return cast("CodeType", scope["__init__"].__code__)


def _told(self: object) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    message = f"{name!r} of a {type(self).__qualname__} cannot be changed"
    raise dataclasses.FrozenInstanceError(message)
