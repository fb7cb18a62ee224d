"""Frozen, slotted dataclasses, the names of `typing` and regular expressions, at next to no cost.

A question at the command line pays for every import. `dataclasses` brings `inspect` along and
writes six methods a class, which took longer than answering. Classes made here are dataclasses all
the same: `fields`, `asdict`, `replace` and type checkers see no difference, and the real module is
loaded only when one of these asks. Names of `typing` mean something to type checkers alone.
"""

IGNORE_CASE = 2  # re.IGNORECASE
TYPE_CHECKING = False  # Type checkers know the name.
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
    from typing import Any as Any
    from typing import BinaryIO as BinaryIO
    from typing import Protocol as Protocol
    from typing import TextIO as TextIO
else:
    Any = BinaryIO = Protocol = TextIO = object

    def dataclass(*, frozen: bool, slots: bool) -> "Callable[[type], type]":
        """As `dataclasses.dataclass`, for frozen and slotted classes without field functions."""
        if not (frozen and slots):
            raise TypeError("only frozen, slotted classes are made here")
        return _slotted


class Pattern:
    """A regular expression that is compiled when it is first needed: most are not, for most questions.

    `cues`, if there are any, are texts one of which is in everything that the pattern matches; those in
    `begins` stand at the beginning of a word there.
    """

    __slots__ = ("_begins", "_compiled", "_cues", "_flags", "_text")

    def __init__(
        self, text: str, flags: int = 0, cues: "tuple[str, ...]" = (), begins: "tuple[str, ...]" = ()
    ) -> None:
        self._text, self._flags, self._cues, self._begins = text, flags, cues, begins
        self._compiled: Any = None

    @property
    def compiled(self) -> "re.Pattern[str]":
        """The pattern itself."""
        if self._compiled is None:
            import re

            self._compiled = re.compile(self._text, self._flags)
        found: re.Pattern[str] = self._compiled
        return found

    def found(self, text: str) -> bool:
        """Whether the pattern matches anywhere in `text`."""
        return self._hopeful(text) and self.compiled.search(text) is not None

    def _hopeful(self, text: str) -> bool:
        if not self._cues and not self._begins:
            return True
        return any(cue in text for cue in self._cues) or any(_begins(text, cue) for cue in self._begins)


def _begins(text: str, cue: str) -> bool:
    """Whether a word of `text` begins with `cue`: there is a boundary before it."""
    at = text.find(cue)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at = text.find(cue, at + 1)
    return at >= 0


def _slotted(cls: "Any") -> "Any":
    """`cls` anew, with slots, an initialiser, equality, a hash and a repr."""
    own: dict[str, Any] = dict(vars(cls))
    names = tuple(own.get("__annotations__", ()))
    defaults = {name: own.pop(name) for name in names if name in own}
    body = {name: value for name, value in own.items() if name not in ("__dict__", "__weakref__")}
    shape = {"__slots__": names, "__match_args__": names}
    made: Any = type(cls)(cls.__name__, cls.__bases__, body | _METHODS | shape)
    made.__qualname__ = cls.__qualname__
    made.__init__ = _initialiser(made, names, defaults)
    made.__dataclass_fields__ = _Fields(made, defaults)
    return made


def _initialiser(made: "Any", names: "tuple[str, ...]", defaults: "dict[str, Any]") -> "Any":
    """An __init__ that fills the slots directly: the class itself refuses to be changed."""
    if any(name in defaults for name in names[: len(names) - len(defaults)]):
        raise TypeError(f"{made.__name__} has a field without a default after one with it")
    if len(names) not in _CODES:
        _CODES[len(names)] = _code(len(names))
    known: Any = {f"set{at}": getattr(made, name).__set__ for at, name in enumerate(names)}
    # What the function says its module is: documentation tools ask for it.
    known["__name__"] = made.__module__
    code = _CODES[len(names)].replace(
        co_name="__init__", co_qualname=f"{made.__qualname__}.__init__", co_varnames=("self", *names)
    )
    values = tuple(defaults[name] for name in names if name in defaults)
    function: Any = type(_initialiser)
    return function(code, known, "__init__", values)


def _set(self: "Any", value: object) -> "Any":
    """Stands for what fills a slot, which gives None: so `or` leads on to the next."""


# Their globals are others for each class (see `_initialiser`).
set0 = set1 = set2 = set3 = set4 = set5 = set6 = set7 = _set
# What fills so many fields, compiled with this file: to compile it at a start, as is done for the few larger classes,
# takes longer than all the rest.
_CODES: "dict[int, Any]" = {
    1: (lambda self, a: set0(self, a)).__code__,
    2: (lambda self, a, b: set0(self, a) or set1(self, b)).__code__,
    3: (lambda self, a, b, c: set0(self, a) or set1(self, b) or set2(self, c)).__code__,
    4: (lambda self, a, b, c, d: set0(self, a) or set1(self, b) or set2(self, c) or set3(self, d)).__code__,
    5: (
        lambda self, a, b, c, d, e: (
            set0(self, a) or set1(self, b) or set2(self, c) or set3(self, d) or set4(self, e)
        )
    ).__code__,
    6: (
        lambda self, a, b, c, d, e, f: (
            set0(self, a) or set1(self, b) or set2(self, c) or set3(self, d) or set4(self, e) or set5(self, f)
        )
    ).__code__,
    7: (
        lambda self, a, b, c, d, e, f, g: (
            set0(self, a)
            or set1(self, b)
            or set2(self, c)
            or set3(self, d)
            or set4(self, e)
            or set5(self, f)
            or set6(self, g)
        )
    ).__code__,
    8: (
        lambda self, a, b, c, d, e, f, g, h: (
            set0(self, a)
            or set1(self, b)
            or set2(self, c)
            or set3(self, d)
            or set4(self, e)
            or set5(self, f)
            or set6(self, g)
            or set7(self, h)
        )
    ).__code__,
}


def _code(count: int) -> "Any":
    parameters = ", ".join(("self", *(f"field{at}" for at in range(count))))
    lines = "\n".join(f"    set{at}(self, field{at})" for at in range(count)) or "    pass"
    made: dict[str, Any] = {}
    exec(f"def __init__({parameters}):\n{lines}", made)
    return made["__init__"].__code__


class _Fields:
    """`__dataclass_fields__`, made by the real module when somebody asks for it."""

    def __init__(self, made: "Any", defaults: "dict[str, Any]") -> None:
        self._made, self._defaults = made, defaults
        self._real: Any = None

    def __get__(self, record: object, owner: object) -> "Any":
        if self._real is not None:
            return self._real
        import dataclasses

        fields = [
            (
                name,
                kind,
                dataclasses.field(default=self._defaults[name])
                if name in self._defaults
                else dataclasses.field(),
            )
            for name, kind in self._made.__annotations__.items()
        ]
        real: Any = dataclasses.make_dataclass(self._made.__name__, fields)
        self._real = real.__dataclass_fields__
        return self._real


def _values(record: "Any") -> "tuple[Any, ...]":
    return tuple(getattr(record, name) for name in record.__slots__)


def _equal(self: "Any", other: object) -> "Any":
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: "Any") -> int:
    return hash(_values(self))


def _repr(self: "Any") -> str:
    pairs = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__qualname__}({pairs})"


def _reduce(self: "Any") -> "tuple[Any, ...]":
    return type(self), _values(self)


def _refuse(self: "Any", name: str, value: object = None) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot change")


_METHODS = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
