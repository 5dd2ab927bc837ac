"""What the modules of the quick commands name of ``typing``, without its import while they run.

The import and what it makes of each class cost ``cockpit log`` a twelfth of its time. A type checker sees ``typing``'s
own; at run time a named tuple is made by ``collections``, and what stands in annotations alone stands for nothing.
Other modules import ``typing``.
"""

TYPE_CHECKING = False
"""Taken for true by type checkers, wherever it is imported from."""

if TYPE_CHECKING:
    from typing import Any as Any
    from typing import Literal as Literal
    from typing import NamedTuple as NamedTuple
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import Self as Self
    from typing import TypeVar as TypeVar
else:
    from collections import namedtuple

    Any = NoReturn = Self = object

    class Literal:
        """Stands for any of some values."""

        def __class_getitem__(cls, _values):
            return object

    class Protocol:
        """What says by its methods what is asked of others."""

    def TypeVar(_name, **_how):  # noqa: N802  # as it is called elsewhere
        """Stands for a type."""
        return object

    class _MakesNamedTuples(type):
        """Makes a class with annotated fields a named tuple with the methods that the class has."""

        def __new__(cls, name, _bases, namespace):
            fields = namespace.get("__annotations__", {})
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            for attribute, value in namespace.items():
                if attribute not in fields:
                    setattr(made, attribute, value)
            return made

    NamedTuple = type.__new__(_MakesNamedTuples, "NamedTuple", (), {})
