"""Canonical JSON (RFC 8785), digests and salted commitments: the arithmetic that the chain stands on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping

import rfc8785

from oeuvre.record.errors import ActRefused

NO_ACT = "0" * 64  # the `previous` of a chain's first act
_SAFE_INTEGER = 2**53 - 1
_slow_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def _foreign(value: object) -> object:
    raise TypeError(f"{type(value).__name__} is not JSON")


def _built() -> Callable[[object], str]:
    """The encoder's C core, made once: `JSONEncoder.encode` makes it anew for every value, at a third of the cost."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return _slow_encode
    core = make(None, _foreign, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(core(value, 0))


_encode = _built()


def _plain(value: object, depth: int = 0) -> bool:
    """Whether the standard library writes `value` exactly as RFC 8785 demands.

    It does unless a float is in it (other notation), an integer beyond 2**53, or a key beyond ASCII (RFC 8785 sorts
    by UTF-16 units, Python by code points).
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -_SAFE_INTEGER <= value <= _SAFE_INTEGER  # type: ignore[operator]
    if depth > 50:
        return False
    if kind is dict:
        for key, item in value.items():  # type: ignore[attr-defined]
            if type(key) is not str or not key.isascii() or not _plain(item, depth + 1):
                return False
        return True
    if kind is list or kind is tuple:
        for item in value:  # type: ignore[attr-defined] # noqa: SIM110 (a generator costs as much as all the rest)
            if not _plain(item, depth + 1):
                return False
        return True
    return False


def _ordinary(value: object) -> object:
    """Mappings as dicts and sequences as lists, all the way down; anything else as it is.

    Whole floats that RFC 8785 writes like integers, but that are too large to be read back as such, are refused.
    """
    if isinstance(value, Mapping):
        return {key: _ordinary(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_ordinary(item) for item in value]
    if isinstance(value, float) and value.is_integer() and _SAFE_INTEGER < abs(value) < 1e21:
        raise ValueError(f"{value} cannot be kept exactly")
    return value


def canonical(value: object, place: str = "", foreign: Iterable[object] | None = None) -> str:
    """`value` in RFC 8785 form. Raises `ActRefused` for what JSON cannot carry exactly.

    `foreign` are those parts of `value` that another room handed in; without it the whole is taken to be foreign.

    Equal to `rfc8785.dumps(value)` for every value that is not refused; the standard library's encoder, written in C
    and many times faster, is used where it agrees by construction.
    """
    try:
        if all(map(_plain, (value,) if foreign is None else foreign)):
            text = _encode(value)
            text.encode()  # refuses lone surrogates
            return text
        return rfc8785.dumps(_ordinary(value)).decode()  # type: ignore[arg-type]
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        raise ActRefused(place, detail=str(error) or type(error).__name__) from error


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def work_id(chain: str, position: int, index: int, digest: str) -> str:
    """The id of the work that the act at `position` made at `index`: nobody can give two works one id."""
    return sha256(f"oeuvre work {chain} {position} {index} {digest}")[:32]


def party_id(chain: str, position: int) -> str:
    """The id of the party that the act at `position` enrolled."""
    return sha256(f"oeuvre party {chain} {position}")[:32]


def commitment(salt: str, key: str, text: str) -> str:
    """What stands in the hashed body for a text that can be erased.

    Hiding as long as the salt (128 random bits, hex) is unknown, binding as long as sha256 is. Text and salt are
    erased together, since with the salt a name could be guessed.
    """
    return sha256(f"oeuvre words {salt} {key} {text}")
