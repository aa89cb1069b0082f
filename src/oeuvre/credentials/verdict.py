"""From what the C2PA library reports to a state a person understands. Pure: JSON values in, JSON values out.

The library calls a sound child of an altered parent "Trusted" and a sound file of an unknown signer a failure; here the
ingredients are walked, and what fails is sorted by what it means. Codes: C2PA 2.x, 15 (validation status codes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oeuvre.credentials.authorship import read_editors, read_makers
from oeuvre.credentials.kinds import Family
from oeuvre.credentials.stating import read_terms

CONTENT_CODES = (
    "assertion.dataHash.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
    "assertion.collectionHash.mismatch",
)
_EXPIRED = ("signingCredential.expired", "claimSignature.outsideValidity")
_REVOKED = ("signingCredential.revoked", "signingCredential.ocsp.revoked")
# These say something of who signed or when, and nothing against the bytes.
_ABOUT_THE_SIGNER = ("signingCredential.", "timeStamp.", "timestamp.", "claimSignature.outsideValidity")
_SUCCESS_ENDINGS = (".match", ".validated", ".trusted", ".accessible", ".insideValidity", ".notRevoked", ".wellFormed")
_DEPTH = 2000

ReasonValue = list[Any]  # [code, values], as it crosses from the worker


@dataclass(frozen=True)
class Findings:
    """What was found against one signature: grave codes with their places, and the state of the signer."""

    grave: tuple[tuple[str, str], ...]
    expired: bool
    revoked: bool
    trusted: bool
    validated: bool


def _is_grave(code: str) -> bool:
    if code.startswith("cawg."):
        return "mismatch" in code
    return not code.startswith(_ABOUT_THE_SIGNER)


def _codes(items: Iterable[Mapping[str, Any]] | None) -> list[tuple[str, str]]:
    return [(str(item.get("code", "")), str(item.get("url", ""))) for item in items or ()]


def weigh(success: Sequence[tuple[str, str]], failure: Sequence[tuple[str, str]]) -> Findings:
    """Sorts status codes by what they mean."""
    failed = {code for code, _ in failure}
    passed = {code for code, _ in success}
    return Findings(
        grave=tuple((code, url) for code, url in failure if _is_grave(code)),
        expired=bool(failed.intersection(_EXPIRED)),
        revoked=bool(failed.intersection(_REVOKED)),
        trusted="signingCredential.trusted" in passed and "signingCredential.untrusted" not in failed,
        validated="claimSignature.validated" in passed,
    )


class Store:
    """A manifest store as the library printed it, with the states of its ingredients."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        self.manifests: Mapping[str, Mapping[str, Any]] = report.get("manifests") or {}
        self.active: str = str(report.get("active_manifest") or "")
        results = report.get("validation_results") or {}
        active = results.get("activeManifest") or {}
        self.findings = weigh(_codes(active.get("success")), _codes(active.get("failure")))
        self._deltas: dict[str, Mapping[str, Any]] = {}
        for delta in results.get("ingredientDeltas") or ():
            uri = str(delta.get("ingredientAssertionURI", ""))
            self._deltas[_address(uri)] = delta.get("validationDeltas") or {}
        self._known: dict[str, str] = {}

    @property
    def manifest(self) -> Mapping[str, Any]:
        return self.manifests.get(self.active) or {}

    def ingredients(self, label: str) -> Sequence[Mapping[str, Any]]:
        return (self.manifests.get(label) or {}).get("ingredients") or ()

    def ingredient_state(self, owner: str, ingredient: Mapping[str, Any], depth: int = 0) -> str:
        """`trusted`, `intact`, `altered`, `expired` or `none`, the ingredient's own ingredients included."""
        address = f"{owner}/{ingredient.get('label', '')}"
        if address not in self._known:
            self._known[address] = "intact"  # a loop in a hostile store ends here
            self._known[address] = self._look(address, ingredient, depth)
        return self._known[address]

    def _look(self, address: str, ingredient: Mapping[str, Any], depth: int) -> str:
        recorded = (ingredient.get("validation_results") or {}).get("activeManifest") or {}
        success, failure = _codes(recorded.get("success")), _codes(recorded.get("failure"))
        older = [code for code in _codes(ingredient.get("validation_status")) if not code[0].endswith(_SUCCESS_ENDINGS)]
        if not recorded:
            failure += older
        delta = self._deltas.get(address) or {}
        now_passed, now_failed = _codes(delta.get("success")), _codes(delta.get("failure"))
        if any(code == "signingCredential.trusted" for code, _ in now_passed):
            failure = [one for one in failure if one[0] != "signingCredential.untrusted"]
        findings = weigh([*success, *now_passed], [*failure, *now_failed])
        target = ingredient.get("active_manifest")
        if findings.grave or depth > _DEPTH:
            return "altered"
        if not target:
            return "none"
        if target not in self.manifests:
            return "altered"
        for below in self.ingredients(target):
            if self.ingredient_state(target, below, depth + 1) == "altered":
                return "altered"
        if findings.expired or findings.revoked:
            return "expired"
        return "trusted" if findings.trusted else "intact"


def _address(uri: str) -> str:
    """`manifest/assertion` of a JUMBF address such as `self#jumbf=/c2pa/MANIFEST/c2pa.assertions/LABEL`."""
    parts = uri.partition("jumbf=")[2].strip("/").split("/")
    if len(parts) >= 4 and parts[0] == "c2pa":
        return f"{parts[1]}/{parts[-1]}"
    return uri


def judge(report: Mapping[str, Any], family: Family, *, own: bool, anchor: str) -> dict[str, Any]:
    """The verdict on one manifest store: state, reasons, ingredients, who made it, who signed and when.

    `own` says that the home's own authority vouches for the signer; `anchor` names another anchor that does.
    """
    store = Store(report)
    signature = store.manifest.get("signature_info") or {}
    ingredients = [
        {
            "title": str(one.get("title") or ""),
            "state": store.ingredient_state(store.active, one),
            "relationship": str(one.get("relationship") or ""),
        }
        for one in store.ingredients(store.active)
    ]
    signer = " · ".join(str(signature[name]) for name in ("common_name", "issuer") if signature.get(name))
    state, reasons = _state(store, family, ingredients, own=own, anchor=anchor, signer=signer)
    return {
        "state": state,
        "own_home": own and state == "trusted",
        "reasons": reasons,
        "ingredients": ingredients,
        "made_by": "unknown" if state == "altered" else read_makers(store.manifests, store.active),
        "edited_by": [] if state == "altered" else list(read_editors(store.manifests, store.active)),
        "signer": signer,
        "signed_at": signature.get("time"),
        "terms": None if state == "altered" else read_terms(store.manifest),
    }


def _state(
    store: Store, family: Family, ingredients: Sequence[Mapping[str, str]], *, own: bool, anchor: str, signer: str
) -> tuple[str, list[ReasonValue]]:
    findings = store.findings
    reasons: list[ReasonValue] = []
    for code, url in findings.grave:
        reason = _grave_reason(code, url, family)
        if reason not in reasons:
            reasons.append(reason)
    if not findings.validated and not reasons:
        reasons.append(["signature-broken", {}])
    for one in ingredients:
        if one["state"] == "altered":
            reasons.append(["ingredient-altered", {"title": one["title"] or one["relationship"]}])
    if reasons:
        return "altered", reasons
    for one in ingredients:
        if one["state"] == "expired":
            reasons.append(["ingredient-expired", {"title": one["title"] or one["relationship"]}])
    if findings.revoked:
        return "expired", [["certificate-revoked", {"signer": signer}], *reasons]
    if findings.expired:
        return "expired", [["certificate-expired", {"signer": signer}], *reasons]
    if findings.trusted:
        first = ["recognised-here-only", {}] if own else ["recognised-by-anchor", {"anchor": anchor or signer}]
        return "trusted", [first, *reasons]
    return "intact", [["signer-unknown", {"signer": signer or "?"}], *reasons]


def _grave_reason(code: str, url: str, family: Family) -> ReasonValue:
    if code in CONTENT_CODES:
        return [f"{family}-changed", {}]
    part = url.rsplit("/", 1)[-1].partition("__")[0]
    if code.startswith("ingredient."):
        return ["history-changed", {}]
    if code.startswith("claim."):
        return ["claim-changed", {}]
    if code.startswith("claimSignature."):
        return ["signature-broken" if "missing" in code else "claim-changed", {}]
    if code.startswith("assertion."):
        return ["assertion-changed", {"part": part or code}]
    return ["seal-broken", {"detail": code}]
