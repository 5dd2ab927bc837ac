"""Asking the nodes of a cluster over HTTP: all of them in turn, until one answers or the time is up.

rqlite's answers: errors come with status 200, of one statement in its result and of the whole request at the top;
503 says that there is no leader. What a node did with a request whose answer never came is not known.
"""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import ssl
import time
from collections.abc import Callable, Sequence
from threading import local
from typing import IO, Any

from data.kernel.cluster_address import Address
from data.kernel.errors import StoreError, Unreachable
from data.kernel.journal import FIRST

PATIENCE = 10.0
"""Seconds for which the nodes are asked: an election of a leader takes up to three."""
_ANSWER = 1.0
"""Seconds for which one node is waited for, and more where it has much to do: a paused one must not hold us up."""
_BRIEFLY, _PATIENTLY = 0.3, 8.0
"""Seconds for which a node is asked whether it is at work: right after an answer is late, and before it is given up."""
_NOBODY = 2.0
"""Seconds after which it is given up where no node so much as takes a connection, each asked twice at the least: in an
election all but one of them do.
"""
_WHOLE_STORE = 600.0
"""Seconds for which nodes are waited for that are at work."""
_PAUSE = 0.05
_WRITES = "/db/execute"
_NO_RIGHT, _NOT_THERE = (401, 403), (404, 405, 501)


class Nodes:
    """The nodes of one cluster. Each thread keeps one connection, to the node that answered last."""

    def __init__(
        self, address: Address, password: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.address = address
        self._headers = {"Content-Type": "application/json"}
        if address.user:
            secret = base64.b64encode(f"{address.user}:{password}".encode()).decode()
            self._headers["Authorization"] = f"Basic {secret}"
        self._tls = _tls(address.ca) if address.ca else None
        self._clock = clock
        self._thread = local()
        self._first_command: int | None = None
        """That of the store that the nodes keep, once it is known; a node that keeps another store is left alone."""
        self._known: set[str] = set()
        """The nodes that keep it."""

    def ask(
        self, path: str, statements: Sequence[Any], *, work: float = 0.0, patience: float = PATIENCE
    ) -> Answer:
        """The results of the statements, one each. ``work``: seconds that they may take besides.

        Where answers are late they are waited for longer, also than ``patience``, as long as a node answers something
        else meanwhile: the nodes are at work. Raises StoreError, Unreachable where nobody
        answers in time.
        """
        body = json.dumps(statements, ensure_ascii=False, separators=(",", ":")).encode()
        last_taken = self._clock()
        deadline = last_taken + patience + work
        last_deadline = deadline + _WHOLE_STORE
        answer_within = _ANSWER + work
        asked_before = False
        late = not_taken = 0
        while True:
            try:
                results = self._once(path, body, answer_within)
            except AnotherNode as error:
                failed = error
            else:
                return Answer(results, asked_before)
            asked_before = asked_before or failed.was_sent
            is_taken = failed.was_sent or failed.is_late
            not_taken = 0 if is_taken else not_taken + 1
            self._turn()
            late += failed.is_late
            if failed.is_late and self._is_at_work(_BRIEFLY):
                answer_within *= 4  # it is much that was asked for: whoever asks again makes it more
            elif failed.is_late and late % len(self.address.nodes) == 0:
                answer_within *= 2  # all of them have been asked, so that it is not one alone that is paused
            if self._clock() >= deadline and late and self._are_at_work(min(answer_within, _PATIENTLY)):
                deadline = min(self._clock() + patience, last_deadline)
            now = self._clock()
            if is_taken:
                last_taken = now
            nobody = not_taken >= 2 * len(self.address.nodes) and now - last_taken >= _NOBODY
            if nobody or now >= deadline:
                raise self._unreachable(failed, asked_before and path.startswith(_WRITES))
            time.sleep(_PAUSE)

    def know(self, first_command: int) -> None:
        """Of which store the node is that answered last: the others have to keep the same."""
        self._first_command = first_command
        self._known = {_named(self._connection(_ANSWER))}

    def _are_at_work(self, patience: float) -> bool:
        """Whether any of the nodes has a leader and answers a question that takes no time, however busy it is."""
        return any(self._is_at_work(patience) for _ in self.address.nodes)

    def _is_at_work(self, patience: float) -> bool:
        """Whether the next node is; where it is not, the one behind it is the next."""
        try:
            self._once("/db/query?level=weak", b'["select 1"]', patience)
        except AnotherNode:
            self._turn()
            return False
        return True

    def _unreachable(self, failed: AnotherNode, may_be_written: bool) -> Unreachable:
        why = "the nodes have no leader" if failed.has_answered else "no node answers"
        unknown = " Whether the change was written is not known." if may_be_written else ""
        return Unreachable(
            f"{why[0].upper()}{why[1:]} at {self.address.hosts} ({failed.reason}).{unknown}",
            code="cluster.unreachable",
            why=why,
            may_be_written=may_be_written,
        )

    def fetch(self, path: str, out: IO[bytes]) -> None:
        """Write what a node answers to a GET into a file. Raises StoreError."""

        def fetching(connection: http.client.HTTPConnection) -> None:
            connection.request("GET", path, headers=self._headers)
            response = connection.getresponse()
            if response.status != http.client.OK:
                self._understood(response.status, response.read())
            shutil.copyfileobj(response, out)

        self._wholly(fetching)

    def send(self, path: str, file: str) -> None:
        """Send a file to a node. Raises StoreError where the node does not take it."""
        headers = {**self._headers, "Content-Type": "application/octet-stream"}

        def sending(connection: http.client.HTTPConnection) -> None:
            with open(file, "rb") as body:
                connection.request("POST", path, body, headers)
            response = connection.getresponse()
            said = response.read()
            if response.status != http.client.OK:
                self._understood(response.status, said)

        self._wholly(sending)

    def _wholly(self, work: Callable[[http.client.HTTPConnection], None]) -> None:
        """Work on the connection to the node that answered last, for as long as a whole store takes.

        A node that says that it cannot has done nothing, and another one is tried; one that breaks off is not.
        """
        deadline = self._clock() + PATIENCE
        while True:
            self.ask("/db/query?level=weak", ["select 1"])
            try:
                work(self._connection(_WHOLE_STORE))
                return
            except AnotherNode as error:
                if self._clock() >= deadline:
                    raise self._broke_off(error) from error
                self._turn()
                time.sleep(_PAUSE)
            except (OSError, http.client.HTTPException) as error:
                raise self._broke_off(error) from error
            finally:
                self._drop()

    def _broke_off(self, error: Exception) -> Unreachable:
        return Unreachable(
            f"A node of {self.address.hosts} broke off ({error}).",
            code="cluster.unreachable",
            why="no node answers",
            may_be_written=True,
        )

    def _once(self, path: str, body: bytes, patience: float) -> list[dict[str, Any]]:
        connection = self._connection(patience)
        try:
            connection.connect() if connection.sock is None else None
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise StoreError(
                f"The certificate of {connection.host} does not fit: {error.verify_message}. Nothing was written.",
                code="cluster.certificate",
            ) from error
        except OSError as error:
            raise AnotherNode(error.strerror or str(error), was_sent=False) from error
        if self._first_command is not None:
            self._refuse_another_store(connection)
        return self._answer(connection, path, body)

    def _refuse_another_store(self, connection: http.client.HTTPConnection) -> None:
        """Raise StoreError where a node keeps another store than those before it."""
        node = _named(connection)
        if node in self._known:
            return
        try:
            result = self._answer(connection, "/db/query?level=none", json.dumps([FIRST]).encode())[0]
        except AnotherNode as error:
            raise AnotherNode(
                error.reason, was_sent=False, is_late=error.is_late, has_answered=error.has_answered
            ) from error
        found = result.get("values")
        if found and found[0][0] != self._first_command:
            self._drop()
            raise StoreError(
                f"{node} keeps another store than the nodes that are named before it. It was left alone.",
                code="cluster.another",
            )
        self._known.add(node)

    def _answer(self, connection: http.client.HTTPConnection, path: str, body: bytes) -> list[dict[str, Any]]:
        try:
            connection.request("POST", path, body, self._headers)
            response = connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as error:
            is_late = isinstance(error, TimeoutError)
            raise AnotherNode(str(error) or type(error).__name__, is_late=is_late) from error
        return self._understood(response.status, text)

    def _understood(self, status: int, text: bytes) -> list[dict[str, Any]]:
        where = self.address.hosts
        if status in _NO_RIGHT:
            raise StoreError(
                f"The store at {where} refuses this user or password. Nothing was written.",
                code="cluster.password",
            )
        if status in _NOT_THERE:
            raise _foreign(where)
        said = text.decode("utf-8", "replace").strip()
        if status != http.client.OK:
            raise AnotherNode(said[:200] or f"status {status}", has_answered=True)
        try:
            answer = json.loads(said)
            results = answer.get("results", [])
            error = answer.get("error", "")
        except (ValueError, AttributeError):
            raise _foreign(where) from None
        if error:
            raise AnotherNode(str(error)[:200], has_answered=True)
        if not isinstance(results, list):
            raise _foreign(where)
        return results

    def _connection(self, patience: float) -> http.client.HTTPConnection:
        existing: http.client.HTTPConnection | None = getattr(self._thread, "connection", None)
        if existing is not None:
            existing.timeout = patience
            if existing.sock is not None:
                existing.sock.settimeout(patience)
            return existing
        place = getattr(self._thread, "place", 0)
        host, port = self.address.nodes[place % len(self.address.nodes)]
        made = (
            http.client.HTTPSConnection(host, port, timeout=patience, context=self._tls)
            if self._tls
            else http.client.HTTPConnection(host, port, timeout=patience)
        )
        self._thread.connection = made
        return made

    def _turn(self) -> None:
        """Go to the next node."""
        self._drop()
        self._thread.place = getattr(self._thread, "place", 0) + 1

    def _drop(self) -> None:
        existing: http.client.HTTPConnection | None = getattr(self._thread, "connection", None)
        if existing is not None:
            existing.close()
        self._thread.connection = None

    def close(self) -> None:
        """Let go of this thread's connection."""
        self._drop()


class Answer:
    """What a node answered. ``is_repeated``: a node may have done the same before, and its answer was lost."""

    def __init__(self, results: list[dict[str, Any]], is_repeated: bool) -> None:
        self.results = results
        self.is_repeated = is_repeated


class AnotherNode(Exception):
    """This node cannot answer now. ``was_sent``: what it did with the request is not known. ``is_late``: it may yet
    answer. ``has_answered``: it is there, and cannot do what is asked: there is no leader.
    """

    def __init__(
        self, reason: str, *, was_sent: bool = True, is_late: bool = False, has_answered: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.was_sent = was_sent
        self.is_late = is_late
        self.has_answered = has_answered


def _named(connection: http.client.HTTPConnection) -> str:
    return f"{connection.host}:{connection.port}"


def _foreign(where: str) -> StoreError:
    return StoreError(f"What answers at {where} is no rqlite. Nothing was written.", code="cluster.foreign")


def _tls(ca: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise StoreError(f"Cannot read the certificates in {ca}.", code="cluster.ca") from error
