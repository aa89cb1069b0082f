"""What the API itself refuses; everything else it says is another room's error."""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


class ApiError(OeuvreError):
    """What the API itself refuses."""

    room = "api"


class NoSession(ApiError):
    """A request without the cookie or the token of this studio."""

    code = "no-session"
    http_status = 401


class ForeignOrigin(ApiError):
    """A request that a page of another site sends, or one for another host."""

    code = "foreign-origin"
    http_status = 403


class NotThere(ApiError):
    """Nothing lies at this address."""

    code = "not-there"
    http_status = 404


class NotAllowed(ApiError):
    """The address is there, and does not take this method."""

    code = "not-allowed"
    http_status = 405


class BadShape(ApiError):
    """One field of a body or a query that is not what the document says."""

    code = "bad-shape"
    exit_code = 2
    http_status = 422


class BadCursor(ApiError):
    """A cursor that no page gave."""

    code = "bad-cursor"
    exit_code = 2
    http_status = 400


class BadKey(ApiError):
    """An idempotency key that is longer than it may be."""

    code = "bad-key"
    exit_code = 2
    http_status = 400


class KeyReused(ApiError):
    """An idempotency key that came with another body before."""

    code = "key-reused"
    http_status = 409


class TooLarge(ApiError):
    """More bytes than this address takes."""

    code = "too-large"
    http_status = 413


class OtherId(ApiError):
    """A body that names another thing than its address."""

    code = "other-id"
    exit_code = 2
    http_status = 422


class KeyBusy(ApiError):
    """An idempotency key whose first request is still being answered."""

    code = "key-busy"
    http_status = 409


class NothingSent(ApiError):
    """A body without a byte where a file is expected."""

    code = "nothing-sent"
    exit_code = 2
    http_status = 400


class SidecarLonger(ApiError):
    """A manifest that is said to be as long as all that was sent, so that no file is left beside it."""

    code = "sidecar-longer"
    exit_code = 2
    http_status = 400


class DecidedSince(ApiError):
    """A decision that would take back or overrule, unseen, what was decided meanwhile."""

    code = "decided-since"
    http_status = 409


class RoundUnclear(ApiError):
    """A number that rounds of several runs have."""

    code = "round-unclear"
    http_status = 409


class BriefChanged(ApiError):
    """A brief that somebody has changed since this one was begun."""

    code = "brief-changed"
    http_status = 409


class BrandChanged(ApiError):
    """A brand kit that somebody has changed since it was read."""

    code = "brand-changed"
    http_status = 409


class BadBody(ApiError):
    """A body that cannot be read at all."""

    code = "bad-body"
    exit_code = 2
    http_status = 400


class PortTaken(ApiError):
    """A port on which something else listens."""

    code = "port-taken"
