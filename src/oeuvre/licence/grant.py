"""A grant is a receipt: a JSON Web Token signed with the home's P-256 key (ES256, RFC 7515 and 7519), read offline.

It says who may do what with which work, under the terms of which digest, how often and until when. It needs nobody's
server: who has the public key can read it. No new grant is made for a work that was withdrawn or is in dispute; one
that was made before goes on (docs/decisions/0024-grants-are-signed-tokens.md).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.types import Options

from oeuvre.licence.decide import Request, actions_of
from oeuvre.licence.errors import FieldUnfit, GrantForged, GrantFrozen, GrantSpent, GrantUnreadable
from oeuvre.licence.history import Event, halting
from oeuvre.licence.quote import Quote
from oeuvre.licence.terms import Action, Terms

_KIND = "oeuvre-grant+jwt"
_ALGORITHM = "ES256"
_MOST_CHARACTERS = 100_000


@dataclass(frozen=True)
class Grant:
    """Who may do what: the request as it was asked, the terms by digest, and what it cost in minor units.

    `count` is how many uses there are in it, None for any number; `expires` the last moment, None for none; `term` is
    `legal` where it was given for as long as the law protects the work. `duties` are those of the decision, by kind.
    Moments have a time zone and are whole seconds.
    """

    id: str
    issuer: str
    work: str
    request: Request
    digest: str
    issued: datetime
    not_before: datetime | None = None
    expires: datetime | None = None
    count: int | None = None
    duties: tuple[str, ...] = ()
    total: int = 0
    currency: str = ""
    term: str = ""


@dataclass(frozen=True)
class Use:
    """One use under a grant, told by whoever used it; the same id told twice is one use."""

    id: str
    at: datetime
    units: int = 1


def make_grant(quote: Quote, terms: Terms, events: Sequence[Event], issuer: str, at: datetime, grant_id: str) -> Grant:
    """The grant of what a quote offers, within the terms that it was made from.

    Raises GrantFrozen for a work that is withdrawn or in dispute at `at`, GrantSpent for a quote that is no longer held
    or that was made from other terms.
    """
    needed = actions_of(quote.request)
    if halting(events, frozenset(needed), at, at) is not None:
        raise GrantFrozen(quote.work)
    if quote.until is not None and at > quote.until:
        raise GrantSpent(quote.work, reason="quote-over")
    if quote.digest != terms.digest:
        raise GrantSpent(quote.work, reason="other-terms")
    limits = [*(terms.rule(action).limits for action in needed), quote.within]
    ends = [limit.not_after for limit in limits if limit.not_after is not None]
    if Action.ADAPT in needed and terms.derivatives.expires is not None:
        ends.append(terms.derivatives.expires)
    return Grant(
        id=grant_id,
        issuer=issuer,
        work=quote.work,
        request=quote.request,
        digest=quote.digest,
        issued=at.replace(microsecond=0),
        not_before=max((limit.not_before for limit in limits if limit.not_before is not None), default=None),
        expires=min(ends, default=None),
        count=min((limit.count for limit in limits if limit.count is not None), default=None),
        duties=tuple(dict.fromkeys(str(duty.kind) for duty in quote.decision.duties)),
        total=quote.total,
        currency=quote.currency,
    )


def key_id(key: EllipticCurvePublicKey) -> str:
    """The name of a key in a receipt: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def sign_grant(grant: Grant, key: EllipticCurvePrivateKey, chain: Sequence[bytes] = ()) -> str:
    """The receipt of a grant, as a compact JWS. The key is on P-256; whose it is, the reader has to know.

    `chain` is the key's certificate (DER) and those above it, which the receipt then brings along.
    """
    claims: dict[str, Any] = {"iss": grant.issuer, "sub": grant.work, "jti": grant.id, "iat": _seconds(grant.issued)}
    for name, moment in (("nbf", grant.not_before), ("exp", grant.expires)):
        claims |= {name: _seconds(moment)} if moment is not None else {}
    claims["request"] = asdict(grant.request) | {"action": str(grant.request.action)}
    claims |= {"terms": grant.digest, "count": grant.count, "duties": list(grant.duties)}
    claims |= {"total": grant.total, "currency": grant.currency}
    claims |= {"term": grant.term} if grant.term else {}
    headers: dict[str, Any] = {"typ": _KIND, "kid": key_id(key.public_key())}
    if chain:
        headers["x5c"] = [base64.b64encode(one).decode() for one in chain]
    return jwt.encode(claims, key, algorithm=_ALGORITHM, headers=headers)


def receipt_chain(receipt: str) -> tuple[tuple[bytes, ...], datetime]:
    """The certificates (DER) that a receipt brings along, and when it says it was signed: both not verified yet.

    Raises GrantUnreadable for what is no receipt.
    """
    if len(receipt) > _MOST_CHARACTERS:
        raise GrantUnreadable(detail=str(len(receipt)))
    try:
        header = jwt.get_unverified_header(receipt)
        claims = jwt.decode(receipt, options={"verify_signature": False})
        named = header.get("x5c") or []
        if header.get("typ") != _KIND or not isinstance(named, list):
            raise GrantUnreadable(detail=f"typ {header.get('typ')}")
        chain = tuple(base64.b64decode(one, validate=True) for one in named[:4])
        return chain, _moment(claims["iat"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise GrantUnreadable(detail=f"{type(error).__name__}: {error}") from error


def read_grant(receipt: str, key: EllipticCurvePublicKey) -> Grant:
    """The grant that a receipt states, its signature verified offline; whether it still runs, `left_of` says.

    Raises GrantUnreadable for what is no receipt, GrantForged where the signature does not hold under `key`.
    """
    if len(receipt) > _MOST_CHARACTERS or not isinstance(key.curve, SECP256R1):
        raise GrantUnreadable(detail="P-256")
    no_clock: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    no_clock["require"] = ["iss", "sub", "jti", "iat"]
    try:
        kind = jwt.get_unverified_header(receipt).get("typ")
        claims = jwt.decode(receipt, key, algorithms=[_ALGORITHM], options=no_clock)
    except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError, jwt.InvalidKeyError) as error:
        raise GrantForged() from error
    except jwt.PyJWTError as error:
        raise GrantUnreadable(detail=str(error)) from error
    if kind != _KIND:
        raise GrantUnreadable(detail=f"typ {kind}")
    try:
        return _grant(claims)
    except (KeyError, TypeError, ValueError, OverflowError, OSError, FieldUnfit) as error:
        raise GrantUnreadable(detail=f"{type(error).__name__}: {error}") from error


def _grant(claims: dict[str, Any]) -> Grant:
    asked = dict(claims["request"])
    known = {one.name for one in fields(Request)}
    # Receipts are older than who asks has an id.
    if not known - {"party_id"} <= set(asked) <= known:
        raise ValueError("request")
    return Grant(
        id=claims["jti"],
        issuer=claims["iss"],
        work=claims["sub"],
        request=Request(**asked | {"action": Action(asked["action"])}),
        digest=claims["terms"],
        issued=_moment(claims["iat"]),
        not_before=_moment(claims["nbf"]) if "nbf" in claims else None,
        expires=_moment(claims["exp"]) if "exp" in claims else None,
        count=claims["count"],
        duties=tuple(claims["duties"]),
        total=claims["total"],
        currency=claims["currency"],
        term="legal" if claims.get("term") == "legal" else "",
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def left_of(grant: Grant, uses: Iterable[Use]) -> int | None:
    """How many units are left; None where any number may be had. A use told twice counts once, in any order."""
    if grant.count is None:
        return None
    return max(0, grant.count - sum({use.id: use.units for use in uses}.values()))


def meter(grant: Grant, request: Request, use: Use, uses: Sequence[Use]) -> int | None:
    """Lets one more use pass and says what is left after it, or raises GrantSpent with the reason.

    Nothing but what was asked for is covered: the same party, action, place and purpose. A use already told passes and
    counts nothing. A withdrawal after the grant was made stops no use under it.
    """
    for one in fields(Request):
        granted, wanted = getattr(grant.request, one.name), getattr(request, one.name)
        lesser = one.name in ("commercial", "by_model") and granted and not wanted
        if one.name != "units" and granted != wanted and not lesser:
            raise GrantSpent(grant.work, reason="not-asked", fact=f"{one.name}={wanted}")
    if use.units < 1:
        raise GrantSpent(grant.work, reason="not-asked", fact=f"units={use.units}")
    start = grant.issued if grant.not_before is None else max(grant.issued, grant.not_before)
    if use.at < start:
        raise GrantSpent(grant.work, reason="not-begun", fact=use.at.isoformat())
    if grant.expires is not None and use.at > grant.expires:
        raise GrantSpent(grant.work, reason="expired", fact=use.at.isoformat())
    left = left_of(grant, uses)
    if left is None or any(one.id == use.id for one in uses):
        return left
    if use.units > left:
        raise GrantSpent(grant.work, reason="used-up", fact=f"{use.units}>{left}")
    return left - use.units
