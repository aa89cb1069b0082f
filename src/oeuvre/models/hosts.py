"""Addresses of endpoints: what one may look like, and whose machine it means."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from oeuvre.models.errors import AddressUnfit
from oeuvre.models.keys import refuse_pasted_key

# What people copy along with a base address.
_CALLS = ("/chat/completions", "/images/generations", "/completions")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: `localhost`, 127.0.0.0/8, ::1."""
    name = host.strip("[]").lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def check_address(url: str) -> str:
    """An endpoint's base address, without the slash or the call at its end. Raises `AddressUnfit` or `KeyPasted`."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AddressUnfit("--url", reason="no-address") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        # What stands there is most often a key: it is not repeated.
        raise AddressUnfit("--url", reason="address-with-secret")
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url.strip():
        raise AddressUnfit("--url", reason="no-address")
    refuse_pasted_key(parts.path, "--url")
    path = parts.path.rstrip("/")
    for call in _CALLS:
        path = path.removesuffix(call)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
