"""Updates of a document, read before the library reads them.

The library takes what no browser can read (numbers over 2^53), what ends the process (values or types inside one
another some ten thousand deep), and what waits for edits that never come. So each update is walked through first:
what it adds, what that hangs on, how deep. Source: Yjs 13.6, update encoding version 1 (`UpdateDecoderV1`).
"""

from __future__ import annotations

import bisect
import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from oeuvre.collective.errors import BadMessage
from oeuvre.collective.wire import Reader

Id = tuple[int, int]
# The library counts a client's edits in 32 bits; ours stay well below.
_MOST_CLOCK = 1 << 30
# Values inside values, and types inside types: a table has three of each at most.
_DEEPEST = 16
_GC, _SKIP = 0, 10
_DELETED, _BINARY, _STRING, _EMBED, _FORMAT, _TYPE, _ANY = 1, 3, 4, 5, 6, 7, 8
# Arrays, maps and texts: the types that tables are made of.
_TYPES = (0, 1, 2)


@dataclass(frozen=True)
class Item:
    """What an update adds: where it begins, how long it is, what it stands beside or in, whether it holds others."""

    client: int
    clock: int
    length: int
    beside: Id | None
    right: Id | None
    within: Id | None
    holds: bool
    gone: bool = False

    @property
    def hangs_on(self) -> tuple[Id, ...]:
        """The edits that must be there before this one."""
        return tuple(other for other in (self.beside, self.right, self.within) if other is not None)


@dataclass(frozen=True)
class Update:
    """An update taken apart: from where to where it says something of each client, what it adds, what it deletes.

    `gone` are stretches (client, from, to) of which only that they were is left.
    """

    spans: dict[int, Id]
    items: tuple[Item, ...]
    deleted: tuple[tuple[int, int], ...]
    has_holes: bool
    gone: tuple[tuple[int, int, int], ...] = ()

    @property
    def adds(self) -> bool:
        """Whether it adds anything: what only deletes takes no room."""
        return bool(self.items)


def examine(body: bytes) -> Update:
    """Walk through an update. Raises `BadMessage` for what is none, or is nothing that a table is made of."""
    reader = Reader(body)
    spans: dict[int, Id] = {}
    items: list[Item] = []
    gone: list[tuple[int, int, int]] = []
    by_client: dict[int, list[Item]] = {}
    holes = False
    for _ in range(reader.uint()):
        count, client, clock = reader.uint(), reader.uint(), reader.uint()
        if client in spans:
            raise BadMessage(1007, "an update that names a window twice")
        start = clock
        for _ in range(count):
            info = reader.byte()
            if info in (_GC, _SKIP):
                length = reader.uint()
                holes = holes or info == _SKIP
                if info == _GC:
                    gone.append((client, clock, clock + length))
            else:
                item = _item(reader, info, client, clock)
                items.append(item)
                by_client.setdefault(client, []).append(item)
                length = item.length
            clock += length
            if length == 0 or clock > _MOST_CLOCK:
                raise BadMessage(1007, "an edit of no length, or of too great a one")
        spans[client] = (start, clock)
    deleted = tuple(_deletions(reader))
    if not reader.done:
        raise BadMessage(1007, "an update with a rest")
    if len(by_client) > 1:
        _in_some_order(spans, by_client)
    return Update(spans, tuple(items), deleted, holes, tuple(gone))


def _in_some_order(spans: Mapping[int, Id], by_client: Mapping[int, Sequence[Item]]) -> None:
    """See that edits of several clients can be taken up one after another: in a circle, they would wait for ever."""
    at = dict.fromkeys(by_client, 0)
    # Of each client the edits of others that wait for it, the nearest first.
    waiting: dict[int, list[Id]] = {}
    ready = deque(by_client)
    while ready:
        client = ready.popleft()
        items = by_client[client]
        while at[client] < len(items):
            item = items[at[client]]
            lacking = next((one for one in item.hangs_on if _is_ahead(one, spans, by_client, at)), None)
            if lacking is not None:
                heapq.heappush(waiting.setdefault(lacking[0], []), (lacking[1], client))
                break
            at[client] += 1
        held = waiting.get(client, [])
        while held and not _is_ahead((client, held[0][0]), spans, by_client, at):
            ready.append(heapq.heappop(held)[1])
    if any(at[client] < len(items) for client, items in by_client.items()):
        raise BadMessage(1007, "edits that hang on one another in a circle")


def _is_ahead(one: Id, spans: Mapping[int, Id], by_client: Mapping[int, Sequence[Item]], at: Mapping[int, int]) -> bool:
    """Whether an edit is of the same update and was not taken up yet."""
    client, clock = one
    items = by_client.get(client)
    if items is None or at[client] >= len(items):
        return False
    return max(spans[client][0], items[at[client]].clock) <= clock < spans[client][1]


def _item(reader: Reader, info: int, client: int, clock: int) -> Item:
    left = (reader.uint(), reader.uint()) if info & 0x80 else None
    right = (reader.uint(), reader.uint()) if info & 0x40 else None
    within: Id | None = None
    if left is None and right is None:
        named = reader.uint()
        if named == 1:
            reader.text()
        elif named == 0:
            within = (reader.uint(), reader.uint())
        else:
            raise BadMessage(1007, "an edit of nothing")
        if info & 0x20:
            reader.text()
    if any(other is not None and other[0] == client and other[1] >= clock for other in (left, right, within)):
        raise BadMessage(1007, "an edit that hangs on itself, or on a later one")
    length = _content(reader, info & 31)
    return Item(client, clock, length, left, right, within, info & 31 == _TYPE, info & 31 == _DELETED)


def _content(reader: Reader, kind: int) -> int:
    """Pass over an item's content; its length in the client's count."""
    if kind == _ANY:
        count = reader.uint()
        for _ in range(count):
            _value(reader)
        return count
    if kind == _STRING:
        text = reader.text()
        return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if kind == _TYPE:
        if reader.uint() not in _TYPES:
            raise BadMessage(1007, "a type that tables do not have")
    elif kind == _DELETED:
        return reader.uint()
    elif kind == _BINARY:
        reader.chunk()
    elif kind == _EMBED:
        reader.text()
    elif kind == _FORMAT:
        reader.text()
        reader.text()
    else:
        raise BadMessage(1007, "a content that tables do not have")
    return 1


def _value(reader: Reader, depth: int = 0) -> None:
    """Pass over a value (lib0 `readAny`)."""
    if depth > _DEEPEST:
        raise BadMessage(1007, "values too deep inside one another")
    kind = reader.byte()
    if kind in (120, 121, 126, 127):  # false, true, null, undefined
        return
    if kind == 119:
        reader.text()
    elif kind == 123:
        reader.skip(8)
    elif kind == 124:
        reader.skip(4)
    elif kind == 125:
        reader.signed()
    elif kind == 118:
        for _ in range(reader.uint()):
            reader.text()
            _value(reader, depth + 1)
    elif kind == 117:
        for _ in range(reader.uint()):
            _value(reader, depth + 1)
    elif kind == 116:
        reader.chunk()
    else:
        # 122, a whole number of 64 bits, reads as a kind of number that no arithmetic of a browser mixes with others.
        raise BadMessage(1007, "a value that tables do not have")


def _deletions(reader: Reader) -> Iterable[tuple[int, int]]:
    for _ in range(reader.uint()):
        client = reader.uint()
        for _ in range(reader.uint()):
            end = reader.uint() + reader.uint()
            if end > _MOST_CLOCK:
                raise BadMessage(1007, "a deletion of more than there can be")
            yield client, end


@dataclass
class Ledger:
    """What a document holds, as far as an update can be judged by: how far each client's edits go, what lies deep.

    `levels` has the items that stand in a type of a type or deeper, and the types that stand in one at all, as runs
    `(last, first, level)` of each client's count: everything else lies in a root, or in a type in one. `types` are the
    edits that hold others, `gone` the stretches (last, first) of which nothing is left.
    """

    clocks: dict[int, int] = field(default_factory=dict)
    levels: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    types: dict[int, set[int]] = field(default_factory=dict)
    gone: dict[int, list[Id]] = field(default_factory=dict)

    def lacks(self, update: Update) -> bool:
        """Whether an update hangs on edits that are not here, so that it would have to wait for them."""
        if update.has_holes:
            return True
        for client, (start, _) in update.spans.items():
            if start > self.clocks.get(client, 0):
                return True
        if any(not self._has(update, client, end - 1) for client, end in update.deleted):
            return True
        return any(not self._has(update, *other) for item in update.items for other in item.hangs_on)

    def goes_on(self, update: Update) -> bool:
        """Whether an update says nothing that is known already, and leaves nothing out."""
        return all(start == self.clocks.get(client, 0) for client, (start, _) in update.spans.items())

    def news(self, update: Update) -> list[int]:
        """The clients of whom an update tells something new."""
        return [client for client, (_, end) in update.spans.items() if end > self.clocks.get(client, 0)]

    def enter(self, update: Update) -> None:
        """Take an update in that lacks nothing.

        Raises `BadMessage`, with nothing changed, for what goes too deep, or stands in what can hold nothing.
        """
        types: dict[int, set[int]] = {}
        for item in update.items:
            if item.holds:
                types.setdefault(item.client, set()).add(item.clock)
        gone = [(item.client, item.clock, item.clock + item.length) for item in update.items if item.gone]
        gone += update.gone
        for item in update.items:
            if item.within is not None and not self._holds(item.within, types, gone):
                raise BadMessage(1007, "an edit within what holds none")
        found: dict[int, list[tuple[int, int, int]]] = {}
        # Within one client's part an edit stands after what it hangs on; parts of several come in any order.
        for _ in range(max(1, len(update.spans))):
            changed = False
            for item in update.items:
                # What is known already as well: it may say something else this time, and is sent on as it is.
                changed |= self._place(item, found)
            if not changed:
                break
        for client, runs in found.items():
            merged = self.levels.setdefault(client, [])
            for run in runs:
                bisect.insort(merged, run)
        for client, clocks in types.items():
            self.types.setdefault(client, set()).update(clocks)
        for client, start, end in gone:
            if start >= self.clocks.get(client, 0):
                bisect.insort(self.gone.setdefault(client, []), (end - 1, start))
        for client, (_, end) in update.spans.items():
            self.clocks[client] = max(end, self.clocks.get(client, 0))

    def _holds(self, one: Id, types: Mapping[int, set[int]], gone: Sequence[tuple[int, int, int]]) -> bool:
        client, clock = one
        if clock in self.types.get(client, ()) or clock in types.get(client, ()):
            return True
        runs = self.gone.get(client, [])
        at = bisect.bisect_left(runs, (clock,))
        if at < len(runs) and runs[at][1] <= clock:
            return True
        return any(client == other and start <= clock < end for other, start, end in gone)

    def _place(self, item: Item, found: dict[int, list[tuple[int, int, int]]]) -> bool:
        if item.within is not None:
            level = self._level(item.within, found) + 1
            tracked = item.holds or level > 1
        else:
            # Beside another means within the same; what lies high may be in a root or in a type in one.
            level = max((self._level(other, found) for other in (item.beside, item.right) if other), default=0)
            tracked = level > 0 or (item.holds and (item.beside or item.right) is not None)
            level = max(level, 1)
        if not tracked:
            return False
        if level > _DEEPEST:
            raise BadMessage(1007, "types too deep inside one another")
        run = (item.clock + item.length - 1, item.clock, level)
        runs = found.setdefault(item.client, [])
        at = bisect.bisect_left(runs, (item.clock,))
        if at < len(runs) and runs[at][1] <= item.clock:
            if runs[at][2] >= level:
                return False
            runs[at] = run
        else:
            runs.insert(at, run)
        return True

    def _level(self, one: Id, found: dict[int, list[tuple[int, int, int]]]) -> int:
        client, clock = one
        for runs in (found.get(client), self.levels.get(client)):
            if runs:
                at = bisect.bisect_left(runs, (clock,))
                if at < len(runs) and runs[at][1] <= clock:
                    return runs[at][2]
        return 0

    def _has(self, update: Update, client: int, clock: int) -> bool:
        return clock < self.clocks.get(client, 0) or clock < update.spans.get(client, (0, 0))[1]
