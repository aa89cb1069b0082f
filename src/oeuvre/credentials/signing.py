"""Signing one file, inside the worker: it writes the temporary paths it was given, the parent puts them in place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import Any

from oeuvre.credentials.claims import Claim, Ingredient
from oeuvre.credentials.errors import AuthorityDamaged, AuthorityExpired, FileUnreadable, SigningFailed
from oeuvre.credentials.kinds import PLAIN_TEXT, Kind, tell_kind
from oeuvre.credentials.manifest import ingredient_labels, name_ingredients, one_parent, write_manifest
from oeuvre.credentials.reading import find_sidecar, make_context
from oeuvre.credentials.traces import find_trace, open_bytes


def sign_file(
    source: Path, temporary: Path, sidecar: Path, claim: Claim, signer_pem: Path, anchors: Sequence[str]
) -> dict[str, Any]:
    """Signs `source` into `temporary`; a kind that cannot hold a manifest is copied, its manifest goes to `sidecar`.

    A manifest that `source` already carries is kept as its parent.
    """
    from c2pa import Builder, C2paError

    kind = tell_kind(source)
    embeds = kind is not None and kind.embeds
    media_type = _media_type(kind, claim.media_type)
    context = make_context(anchors)
    claim = _keep_what_was_signed(source, media_type, claim, embeds=embeds)
    claim = replace(claim, ingredients=name_ingredients(one_parent(claim.ingredients)))
    signed_at = datetime.now(UTC).isoformat(timespec="seconds")
    definition = write_manifest(claim, media_type, signed_at)
    labels = ingredient_labels(claim.ingredients)
    prepared = [_prepare(one, labels[one.instance_id], context) for one in claim.ingredients]
    definition["ingredients"] = [entry for entry, _, _ in prepared if entry is not None]
    if not definition["ingredients"]:
        del definition["ingredients"]
    try:
        builder = Builder(definition, context)
        for _, stores, additions in prepared:
            for name, store in stores:
                builder.add_resource(name, BytesIO(store))
            for entry, ingredient_type, path in additions:
                with path.open("rb") as stream:
                    builder.add_ingredient(entry, ingredient_type, stream)
        if not embeds:
            builder.set_no_embed()
        with source.open("rb") as stream, temporary.open("w+b") as out:
            manifest = builder.sign(_signer(signer_pem), media_type, stream, out)
    except C2paError as error:
        if "not valid at time of signing" in str(error):
            raise AuthorityExpired(str(signer_pem)) from error
        raise SigningFailed(str(source), detail=str(error)) from error
    if not embeds:
        shutil.copyfile(source, temporary)
        sidecar.write_bytes(manifest)
    return {"manifest_bytes": len(manifest), "sidecar": not embeds}


def _media_type(kind: Kind | None, stated: str) -> str:
    """What the bytes say; where they only say "text" or nothing, what was stated, unless the bytes contradict it."""
    from c2pa import Builder

    if kind is not None and kind != PLAIN_TEXT:
        return kind.media_type
    if stated and stated not in Builder.get_supported_mime_types():
        return stated
    return PLAIN_TEXT.media_type if kind == PLAIN_TEXT else "application/octet-stream"


def _signer(pem: Path) -> Any:
    """The signer from one file that holds the private key and its certificate."""
    from c2pa import C2paError, C2paSignerInfo, Signer

    try:
        text = pem.read_text(encoding="ascii")
        key_end = text.index("-----END PRIVATE KEY-----") + len("-----END PRIVATE KEY-----") + 1
        return Signer.from_info(C2paSignerInfo(b"es256", text[key_end:].encode(), text[:key_end].encode(), None))
    except (OSError, ValueError, C2paError) as error:
        raise AuthorityDamaged(str(pem), detail=str(error)) from error


def _keep_what_was_signed(source: Path, media_type: str, claim: Claim, *, embeds: bool) -> Claim:
    """The claim with `source` itself as an ingredient, if it carries a manifest that would be replaced."""
    beside = find_sidecar(source)
    if not (_marked(source, media_type) if embeds else beside is not None):
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


def _marked(path: Path, media_type: str) -> bool:
    with open_bytes(path) as data:
        return find_trace(data, reads_as_text=media_type == "image/svg+xml")


def _digest(ingredient: Ingredient) -> str:
    if ingredient.digest or ingredient.path is None:
        return ingredient.digest
    with ingredient.path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


Prepared = tuple[dict[str, Any] | None, list[tuple[str, bytes]], list[tuple[dict[str, Any], str, Path]]]


def _prepare(ingredient: Ingredient, label: str, context: Any) -> Prepared:
    """How one ingredient enters the manifest: written out whole, with a stored manifest, or added from its file.

    A file whose manifest cannot be read is written down as one that failed, so that its child says so too.
    """
    from c2pa import C2paError, Reader

    entry: dict[str, Any] = {
        "title": ingredient.title,
        "relationship": ingredient.relationship,
        "label": label,
        "instance_id": ingredient.instance_id,
    }
    path = ingredient.path
    if path is None:
        return {**entry, "format": ingredient.media_type}, [], []
    try:
        kind = tell_kind(path)
    except OSError as error:
        raise FileUnreadable(str(path), detail=error.strerror or str(error)) from error
    if kind is not None and kind.embeds:
        try:
            with path.open("rb") as stream:
                reader = Reader.try_create(kind.media_type, stream, context=context)
            if reader is not None:
                reader.close()
            return None, [], [(entry, kind.media_type, path)]
        except C2paError:
            if _marked(path, kind.media_type):
                return _failed(entry, kind.media_type), [], []
            return {**entry, "format": kind.media_type}, [], []
    media_type = _media_type(kind, ingredient.media_type)
    beside = find_sidecar(path)
    if beside is None:
        return None, [], [(entry, media_type, path)]
    return _from_sidecar(entry, label, media_type, path, beside.read_bytes(), context)


def _from_sidecar(
    entry: dict[str, Any], label: str, media_type: str, path: Path, store: bytes, context: Any
) -> Prepared:
    """An ingredient whose manifest lies beside it: the library takes it as a resource together with its verdict."""
    from c2pa import C2paError, Reader

    try:
        with path.open("rb") as stream, Reader(media_type, stream, manifest_data=store, context=context) as reader:
            report = json.loads(reader.json())
    except C2paError:
        return _failed(entry, media_type), [], []
    name = f"{label}.c2pa"
    whole = {
        **entry,
        "format": media_type,
        "active_manifest": report["active_manifest"],
        "validation_results": report["validation_results"],
        "manifest_data": {"format": "application/c2pa", "identifier": name},
    }
    return whole, [(name, store)], []


def _failed(entry: dict[str, Any], media_type: str) -> dict[str, Any]:
    failure = {"code": "claim.malformed", "explanation": "a manifest was found that could not be read"}
    results = {"activeManifest": {"success": [], "informational": [], "failure": [failure]}}
    return {**entry, "format": media_type, "validation_results": results}
