"""Whose customers are counted, as SQL: the customers themselves, and the rows that tell something of them."""

from __future__ import annotations

from typing import NamedTuple

from data.customers.queue import condition
from data.kernel.commands import Reader
from data.kernel.engine import Row, Value
from data.people.person import Person
from data.people.reach import reach_of


class Scope(NamedTuple):
    """Customers of these owners (None: of all whom one reaches), each with what was merged into it."""

    reader: Reader
    where: str
    params: dict[str, Value]
    is_whole: bool
    """Whether all customers there are are meant, so that rows that tell of them need not be asked of whom."""

    def told(self, table: str, *, named: bool = False) -> str:
        """The rows of a table that tell something of the customers, as ``told``, with their condition begun.

        ``named``: with the customers, as ``customer``. Few customers are gone through with their rows, as these would
        have to be asked one by one otherwise.
        """
        if self.is_whole and not named:
            return f"{table} told where 1"
        if self.is_whole:
            return (
                f"{table} told join customer on customer.id = "
                "(select ifnull(merged_into, id) from customer where id = told.customer_id) where 1"
            )
        return (
            "customer cross join customer member on member.id = customer.id or member.merged_into = customer.id "
            f"cross join {table} told on told.customer_id = member.id where {self.where}"
        )

    def rows(self, sql: str, **further: Value) -> list[Row]:
        """The rows of a SELECT, with the parameters of the scope."""
        return self.reader.select(sql, {**self.params, **further})


def scope_of(reader: Reader, actor: Person, owners: tuple[int, ...] | None) -> Scope:
    """The customers that a person looks at."""
    where, params = condition(reader, actor, owners)
    return Scope(reader, where, params, owners is None and reach_of(reader, actor).people is None)
