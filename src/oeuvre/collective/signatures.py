"""In whose name things stand on a table: what a window signs for somebody else is put right.

Who made a card, a line or a group, and who said what, is told by the document itself, which windows write as they
like. The server knows who sits at a window: a name that is not theirs is replaced by theirs, as one more edit. What
somebody else had made, deleted here and brought back by an undo, keeps its maker; words that were said stay as they
were said.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pycrdt import Array, Doc, Map, Subscription

from oeuvre.collective.window import Who

MAPS = ("cards", "edges", "comments", "groups")
# What somebody said, and as whom: nobody else changes it.
_SAID = ("by", "name", "at", "text")
# How many of those that were deleted are remembered, should they come back.
_MOST_GONE = 10_000
Mend = Callable[[Doc[Any]], None]


@dataclass
class Signatures:
    """Whose everything on one document is, kept as it changes. `watch` before the first edit, `check` after each."""

    makers: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in MAPS})
    comments: dict[str, dict[str, Any]] = field(default_factory=dict)
    _gone: OrderedDict[tuple[str, str], Any] = field(default_factory=OrderedDict)
    # Whether each was put there whole, or something in it was changed.
    _touched: dict[tuple[str, str], bool] = field(default_factory=dict)
    _watching: list[Subscription] = field(default_factory=list)

    def watch(self, doc: Doc[Any]) -> None:
        """Read a document, and follow it from now on."""
        for name in MAPS:
            root = doc.get(name, type=Map)
            for key, value in (root.to_py() or {}).items():
                if isinstance(value, dict):
                    self._know(name, key, value)
            self._watching.append(root.observe_deep(partial(self._see, name)))

    def _see(self, name: str, events: Sequence[Any]) -> None:
        for event in events:
            path, keys = event.path, getattr(event, "keys", {})
            if not path:
                self._touched.update({(name, key): True for key in keys})
            elif name == "comments" or (len(path) == 1 and "by" in keys):
                self._touched.setdefault((name, str(path[0])), False)

    def check(self, doc: Doc[Any], who: Who | None) -> list[Mend]:
        """What has to be put right of the edit that was just taken up; nothing of the server's own (no `who`)."""
        if not self._touched:
            return []
        touched, self._touched = self._touched, {}
        mends: list[Mend] = []
        for (name, key), is_new in touched.items():
            entry = doc.get(name, type=Map).get(key)
            if not isinstance(entry, Map):
                if name == "comments" and who is not None:
                    mends += self._taken_away(doc, key, who)
                self._forget(name, key)
                continue
            if name == "comments":
                now = entry.to_py() or {}
                if who is not None:
                    mends += self._comment(key, now, self.comments.get(key) or self._gone.get((name, key)), who)
                self._know(name, key, now)
                continue
            by = _text(entry.get("by"))
            before = self.makers[name].get(key, self._gone.get((name, key)))
            own = is_new or before is None or (who is not None and who.may_sign(before))
            if who is not None and by != before and not (own and who.may_sign(by)):
                right = who.id if own or before is None else before
                mends.append(_setting(name, (key,), {"by": right}))
                by = right
            self.makers[name][key] = by
        return mends

    def _comment(self, key: str, now: Mapping[str, Any], before: Mapping[str, Any] | None, who: Who) -> list[Mend]:
        mends: list[Mend] = []
        if before is None:
            if not who.may_sign(_text(now.get("by")), _text(now.get("name"))):
                mends.append(_setting("comments", (key,), {"by": who.id, "name": who.name}))
        elif _said(now) != _said(before):
            own = who.may_sign(_text(before.get("by")), _text(before.get("name")))
            if not (own and who.may_sign(_text(now.get("by")), _text(now.get("name")))):
                mends.append(_setting("comments", (key,), {one: before.get(one) for one in _SAID}))
        known = [_said(one) for one in _replies(before or {})]
        for place, reply in enumerate(_replies(now)):
            if _said(reply) not in known and not who.may_sign(_text(reply.get("by")), _text(reply.get("name"))):
                mends.append(_setting("comments", (key, place), {"by": who.id, "name": who.name}))
        left = [_said(one) for one in _replies(now)]
        for place, reply in enumerate(_replies(before or {})):
            if _said(reply) in left:
                left.remove(_said(reply))
            elif not who.may_sign(_text(reply.get("by")), _text(reply.get("name"))):
                mends.append(_answering(key, place, reply))
        return mends

    def _taken_away(self, doc: Doc[Any], key: str, who: Who) -> list[Mend]:
        """What another said goes with the card on which it was said, and not otherwise."""
        before = self.comments.get(key)
        if before is None or who.may_sign(_text(before.get("by")), _text(before.get("name"))):
            return []
        card = before.get("card")
        if card is not None and doc.get("cards", type=Map).get(_text(card)) is None:
            return []
        return [partial(_saying, key, before)]

    def _know(self, name: str, key: str, value: dict[str, Any]) -> None:
        if name == "comments":
            self.comments[key] = value
        else:
            self.makers[name][key] = _text(value.get("by"))

    def _forget(self, name: str, key: str) -> None:
        held = self.comments.pop(key, None) if name == "comments" else self.makers[name].pop(key, None)
        if held is not None:
            self._gone[name, key] = held
            if len(self._gone) > _MOST_GONE:
                self._gone.popitem(last=False)


def _setting(name: str, path: tuple[str] | tuple[str, int], values: Mapping[str, Any]) -> Mend:
    def mend(doc: Doc[Any]) -> None:
        entry = doc.get(name, type=Map).get(path[0])
        if len(path) == 2 and isinstance(entry, Map):
            replies = entry.get("replies")
            place = path[1]
            entry = replies[place] if isinstance(replies, Array) and place < len(replies) else None
            if isinstance(entry, dict) and isinstance(replies, Array):
                replies[place] = {**entry, **values}
        if isinstance(entry, Map):
            for key, value in values.items():
                if value is not None:
                    entry[key] = value
                elif key in entry:
                    del entry[key]

    return mend


def _saying(key: str, said: Mapping[str, Any], doc: Doc[Any]) -> None:
    """Put a comment back as it was."""
    values = {name: value for name, value in said.items() if name != "replies"}
    doc.get("comments", type=Map)[key] = Map({**values, "replies": Array([Map(dict(one)) for one in _replies(said)])})


def _answering(key: str, place: int, reply: Mapping[str, Any]) -> Mend:
    """Put a reply back in its place."""

    def mend(doc: Doc[Any]) -> None:
        entry = doc.get("comments", type=Map).get(key)
        if not isinstance(entry, Map):
            return
        replies = entry.get("replies")
        if isinstance(replies, Array):
            replies.insert(min(place, len(replies)), Map(dict(reply)))
        else:
            entry["replies"] = Array([Map(dict(reply))])

    return mend


def _said(said: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_text(said.get(one)) for one in _SAID)


def _replies(comment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = comment.get("replies")
    return [one if isinstance(one, Mapping) else {} for one in found] if isinstance(found, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
