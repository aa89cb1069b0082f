"""Signing one file, inside the worker: it writes the temporary paths it was given, the parent puts them in place."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from oeuvre.credentials.claims import Claim, Ingredient
from oeuvre.credentials.entering import Entry, enter, is_marked, state_type
from oeuvre.credentials.errors import AuthorityDamaged, AuthorityExpired, SigningFailed
from oeuvre.credentials.kinds import tell_kind
from oeuvre.credentials.manifest import ingredient_labels, name_ingredients, one_parent, write_manifest
from oeuvre.credentials.packets import TAKES, with_packet
from oeuvre.credentials.reading import find_sidecar, make_context

_KEY_END = "-----END PRIVATE KEY-----\n"


class _IngredientRefused(Exception):
    """The library could not read the file of one ingredient; its builder is spent."""

    def __init__(self, instance_id: str) -> None:
        self.instance_id = instance_id
        super().__init__(instance_id)


def sign_file(
    source: Path, temporary: Path, sidecar: Path, claim: Claim, signer_pem: Path, anchors: Sequence[str]
) -> dict[str, Any]:
    """Signs `source` into `temporary`; a kind that cannot hold a manifest is copied, its manifest goes to `sidecar`.

    A manifest that `source` already carries is kept as its parent. Nothing is verified after signing: whoever shows
    the state of a file asks `verify`, which does no less.
    """
    from c2pa import C2paError

    kind = tell_kind(source)
    embeds = kind is not None and kind.embeds
    media_type = state_type(kind, claim.media_type)
    context = make_context(anchors)
    claim = _keep_what_was_signed(source, media_type, claim, embeds=embeds)
    carrier = _with_packet(source, sidecar, media_type, claim)
    claim = replace(claim, ingredients=name_ingredients(one_parent(claim.ingredients)))
    labels = ingredient_labels(claim.ingredients)
    signed_at = datetime.now(UTC).isoformat(timespec="seconds")
    unreadable: set[str] = set()
    while True:
        entries = [
            enter(one, labels[one.instance_id], context, unreadable=one.instance_id in unreadable)
            for one in claim.ingredients
        ]
        definition = write_manifest(claim, media_type, signed_at)
        try:
            manifest = _build(definition, entries, context, media_type, carrier, temporary, signer_pem, embeds=embeds)
            break
        except _IngredientRefused as refused:
            if refused.instance_id in unreadable:
                raise SigningFailed(str(source), detail=str(refused.__cause__)) from refused
            unreadable.add(refused.instance_id)
        except C2paError as error:
            if "not valid at time of signing" in str(error):
                raise AuthorityExpired(str(signer_pem)) from error
            raise SigningFailed(str(source), detail=str(error)) from error
    if not embeds:
        shutil.copyfile(source, temporary)
        sidecar.write_bytes(manifest)
    return {"manifest_bytes": len(manifest), "sidecar": not embeds}


def _with_packet(source: Path, sidecar: Path, media_type: str, claim: Claim) -> Path:
    """A copy of the file with its XMP packet, in the place of the sidecar that it does not have; else the file itself.

    A file that was signed before is not touched: its bytes are another's word.
    """
    if not claim.packet or media_type not in TAKES or is_marked(source, media_type):
        return source
    sidecar.write_bytes(with_packet(source.read_bytes(), media_type, claim.packet))
    return sidecar


def _build(
    definition: dict[str, Any],
    entries: Sequence[Entry],
    context: Any,
    media_type: str,
    source: Path,
    temporary: Path,
    signer_pem: Path,
    *,
    embeds: bool,
) -> bytes:
    from c2pa import Builder, C2paError

    written = [entry.value for entry in entries if entry.file is None]
    builder = Builder({**definition, "ingredients": written} if written else definition, context)
    for entry in entries:
        try:
            entry.add_to(builder)
        except C2paError as error:
            raise _IngredientRefused(entry.instance_id) from error
    if not embeds:
        builder.set_no_embed()
    with source.open("rb") as stream, temporary.open("w+b") as out:
        manifest: bytes = builder.sign(_signer(signer_pem), media_type, stream, out)
    return manifest


def _signer(pem: Path) -> Any:
    """The signer from one file that holds the private key and its certificate."""
    from c2pa import C2paError, C2paSignerInfo, Signer

    try:
        key, end, certificate = pem.read_text(encoding="ascii").partition(_KEY_END)
        return Signer.from_info(C2paSignerInfo(b"es256", certificate.encode(), (key + end).encode(), None))
    except (OSError, ValueError, C2paError) as error:
        raise AuthorityDamaged(str(pem), detail=str(error)) from error


def _keep_what_was_signed(source: Path, media_type: str, claim: Claim, *, embeds: bool) -> Claim:
    """The claim with `source` itself as an ingredient, if it carries a manifest that would be replaced."""
    if not (is_marked(source, media_type) if embeds else find_sidecar(source) is not None):
        return claim
    with source.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    if any(_digest(one) == digest for one in claim.ingredients):
        return claim
    has_parent = any(one.relationship == "parentOf" for one in claim.ingredients)
    kept = Ingredient(
        title=source.name,
        media_type=media_type,
        relationship="componentOf" if has_parent else "parentOf",
        path=source,
        instance_id=f"sha256:{digest}",
        digest=digest,
    )
    return replace(claim, ingredients=(*claim.ingredients, kept))


def _digest(ingredient: Ingredient) -> str:
    if ingredient.digest or ingredient.path is None:
        return ingredient.digest
    with ingredient.path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
