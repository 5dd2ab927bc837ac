"""One store kept by several hosts: rqlite, the SQLite that Raft replicates, with the same SQL as the file.

A batch begins with its journal row. Where the answer to a batch was lost, the same is sent again, and a journal row
that is taken by then says that it was done. Reads ask the leader, and with each comes the number of the newest command:
a leader that knows less than this session has seen is asked once more, through the log. Several reads of one state
cannot be promised: the guards of a batch find out.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from threading import local
from typing import Any, NamedTuple

from data.kernel.cluster_address import read_address
from data.kernel.cluster_nodes import PATIENCE, Nodes
from data.kernel.engine import BatchRefused, Params, Row, Statement, Value
from data.kernel.errors import StoreError
from data.kernel.foreseen import Asked, Foreseen, Reading, asked
from data.kernel.journal import FIRST, NEWEST
from data.kernel.refusals import refused

READ, SURE = "/db/query?level=weak", "/db/query?level=strong"
"""What a leader has at hand, and what it has once it has read its whole log, which costs a write: one that has just
started, or was cut off, is behind (docs/decisions/0021).
"""
_NEVER = -1
_QUICK = 0.1
"""Seconds within which a select is answered that may be asked for ahead."""
WRITE = "/db/execute?transaction"
LARGEST_BODY = 4_000_000
"""Bytes of the rows in one request; more arrive in several, and are put in their places by one batch."""
_LOOK = 3.0
"""Seconds for which the nodes are asked for news: who looks again soon need not wait for an election."""
ROWS_AT_ONCE = 20
"""Rows with one text from which on they go as one statement."""
ROWS_OF_A_PART = 2_000
_ROWS_A_SECOND = 5_000
"""Rows with all their triggers that a node puts in their places in a second, at the least."""
_A_DAY = 86_400 * 10**9
"""Nanoseconds after which rows that arrived for a batch that never came are dropped."""
_COMMAND = "insert into journal("
"""How a batch begins that is a command: its journal row, whose number the answer names."""
_INSERT = re.compile(r"insert into (\w+)\(([\w, ]+)\) values\((\?(?:, \?)*)\)", re.ASCII)
ARRIVING = "arriving"
"""The table of rows that were sent ahead."""
_MAKE_ARRIVING = (
    f"create table if not exists {ARRIVING}(batch integer not null, part integer not null, rows text not null, "
    "primary key(batch, part)) strict, without rowid"
)


class ClusterEngine:
    """A store on the nodes of an address."""

    def __init__(self, path: str, password: str = "") -> None:
        self.path = path
        self.nodes = Nodes(read_address(path), password)
        self._thread = local()
        self._foreseen = Foreseen()
        self._seen = _NEVER
        """The number of the newest command that this session has read or written."""

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT; of a state that is no older than any that this session has seen."""
        select = asked(sql, params)
        reading: Reading | None = getattr(self._thread, "reading", None)
        if reading is None:
            return self._read([select])[select]
        if select not in reading.answers:
            ahead = self._foreseen.behind(select) if not reading.asked else ()
            begun = time.monotonic()
            reading.answers |= self._read([select, *ahead])
            if time.monotonic() - begun > _QUICK:
                return list(reading.answers[select])  # nobody should wait for it who may not need it
        reading.asked.append(select)
        return list(reading.answers[select])

    def stoppable(self, is_wanted: Callable[[], bool]) -> ClusterEngine:
        """The same: a node goes on with what it was asked."""
        del is_wanted
        return self

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read twice meanwhile is the same, and what is usually read together comes by one request.

        Several reads may see several states all the same.
        """
        around: Reading | None = getattr(self._thread, "reading", None)
        reading = self._thread.reading = Reading()
        try:
            yield
        finally:
            self._thread.reading = around
            self._foreseen.learn(list(dict.fromkeys(reading.asked)))

    def _read(self, selects: Sequence[Asked], patience: float = PATIENCE) -> dict[Asked, list[Row]]:
        """The rows of the first select, and of those others that could be answered."""
        seen = self._seen
        sure = seen == _NEVER
        newest, results = self._answered(SURE if sure else READ, selects, patience)
        if newest < seen:
            # The leader is behind, or an older state was put back.
            sure, (newest, results) = True, self._answered(SURE, selects, patience)
        self._seen = newest if sure else max(self._seen, newest)
        if "error" in results[0]:
            raise StoreError(f"The store cannot answer that: {results[0]['error']}.")
        return {
            select: [tuple(row) for row in result.get("values", ())]
            for select, result in zip(selects, results, strict=True)
            if "error" not in result
        }

    def _answered(
        self, path: str, selects: Sequence[Asked], patience: float
    ) -> tuple[int, list[dict[str, Any]]]:
        """The number of the newest command, and the results."""
        statements = [NEWEST, *(select.as_sent() for select in selects)]
        newest, *results = self.nodes.ask(path, statements, patience=patience).results
        # A leader that has read nothing of its log yet has no journal either.
        return int(newest.get("values", ((0,),))[0][0]), results

    def write(self, statements: Sequence[Statement]) -> None:
        """Apply the statements whole or not at all, and return when most nodes have them on disk.

        Raises BatchRefused where a constraint, trigger or guard fails, StoreError where no node answers.
        """
        batch = [_inline(part) if isinstance(part, _Rows) else part for part in _parts(statements)]
        if (
            sum(len(value) for _, params in batch for value in params if isinstance(value, str))
            > LARGEST_BODY
        ):
            self._write_in_parts(statements)
        else:
            self._apply(batch)

    def _write_in_parts(self, statements: Sequence[Statement]) -> None:
        """Send the rows ahead, where nobody reads them, and put them in their places by one batch."""
        arriving = time.time_ns()
        self._apply([(_MAKE_ARRIVING, ()), ("delete from arriving where batch < ?", (arriving - _A_DAY,))])
        batch: list[Statement] = []
        part = rows_in_all = 0
        for one in _parts(statements):
            if not isinstance(one, _Rows):
                batch.append(one)
                continue
            first = part
            rows_in_all += len(one.rows)
            for start in range(0, len(one.rows), ROWS_OF_A_PART):
                rows = _as_json(one.rows[start : start + ROWS_OF_A_PART])
                # Sent twice where an answer was lost, a part is there once.
                self._apply(
                    [
                        (
                            "insert or replace into arriving(batch, part, rows) values(?, ?, ?)",
                            (arriving, part, rows),
                        )
                    ]
                )
                part += 1
            batch.append((one.insert(_ROWS_THAT_ARRIVED), (arriving, first, part - 1)))
        gone = ("delete from arriving where batch = ?", (arriving,))
        try:
            self._apply([*batch, gone], work=rows_in_all / _ROWS_A_SECOND)
        except BatchRefused:
            left = asked("select 1 from arriving where batch = ? limit 1", (arriving,))
            if part and not self._read([left])[left]:
                return  # its answer came late and it was sent again: the first time has put all in and taken these away
            self._apply([gone])
            raise

    def _apply(self, batch: Sequence[Statement], work: float = 0.0) -> None:
        statements = [asked(sql, params).as_sent() for sql, params in batch]
        answer = self.nodes.ask(WRITE, statements, work=work)
        error = next((result["error"] for result in answer.results if "error" in result), "")
        if not error:
            if batch[0][0].startswith(_COMMAND):
                self._seen = max(self._seen, int(answer.results[0]["last_insert_id"]))
            return
        found = refused(error)
        if answer.is_repeated and (found.reason, found.what) == ("taken", "journal.id"):
            return  # the batch that was sent first came through; its answer did not
        raise found

    def news_mark(self) -> int:
        """The number of the newest command."""
        select = asked(NEWEST, ())
        return int(self._read([select], _LOOK)[select][0][0])

    def glance(self) -> object:
        """It is not there at once: a node has to be asked."""
        return None

    def version(self) -> int:
        """The version of the store's schema; 0 where the nodes hold no store yet."""
        if not self.select("select 1 from sqlite_master where name = 'store_version'"):
            return 0
        version, first_command = self.select(f"select version, ({FIRST}) from store_version")[0]
        self.nodes.know(first_command)
        return int(version)

    def size(self) -> int:
        """How many bytes the store takes on each node."""
        pages = self.select("select page_count * page_size from pragma_page_count join pragma_page_size")
        return int(pages[0][0])

    @contextmanager
    def announced(self, work: str) -> Iterator[None]:
        """Nobody waits for a long write here: rows arrive beside the store, and one batch puts them in."""
        yield

    def holder(self) -> str:
        """Nothing holds others up."""
        return ""

    def close(self) -> None:
        """Let go of this thread's connection."""
        self.nodes.close()


class _Rows(NamedTuple):
    """Rows of one table that go as one statement, the text of which is the same at any number."""

    table: str
    columns: str
    rows: Sequence[Sequence[Value]]

    def insert(self, source: str) -> str:
        """The statement that puts rows in from a source of JSON arrays."""
        values = ", ".join(
            f"json_extract(row.value, '$[{place}]')" for place in range(len(self.columns.split(",")))
        )
        return f"insert into {self.table}({self.columns}) select {values} from {source}"


_ROWS_GIVEN = "json_each(?) as row order by row.key"
_ROWS_THAT_ARRIVED = (
    "arriving join json_each(arriving.rows) as row where arriving.batch = ? and arriving.part between ? and ? "
    "order by arriving.part, row.key"
)


def _parts(statements: Sequence[Statement]) -> Iterator[Statement | _Rows]:
    """The statements; a run of many rows for one table is one part."""
    for sql, run in groupby(statements, lambda statement: statement[0]):
        rows = [params for _, params in run]
        insert = _INSERT.fullmatch(sql) if len(rows) >= ROWS_AT_ONCE else None
        if insert:
            yield _Rows(insert[1], insert[2], rows)
        else:
            yield from ((sql, row) for row in rows)


def _inline(rows: _Rows) -> Statement:
    return rows.insert(_ROWS_GIVEN), (_as_json(rows.rows),)


def _as_json(rows: Sequence[Sequence[Value]]) -> str:
    return json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
