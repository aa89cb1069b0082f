"""Verifying any file that is dropped: what its credential is worth, with what went into it."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request

from oeuvre.api.asking import Asking, Here
from oeuvre.api.errors import SidecarLonger
from oeuvre.api.files import RAW, receive_into
from oeuvre.api.shapes_of_home import VerifyShape
from oeuvre.api.slow import slowly
from oeuvre.production import licence_called
from oeuvre.studio import safe_name

router = APIRouter(tags=["record"])


@router.post("/verify", openapi_extra=RAW)
async def verify_file(
    here: Here,
    request: Request,
    name: Annotated[str, Query(max_length=400, description="What the file is called.")] = "file",
    sidecar: Annotated[
        int,
        Query(ge=0, le=2**40, description="How many bytes at the end of the body are its manifest, the `.c2pa` file."),
    ] = 0,
) -> VerifyShape:
    """What `oeuvre verify` says of a file: the raw bytes as the body. Nothing of it is kept.

    A manifest that lies beside the file (`NAME.c2pa`) is sent right after it, and `sidecar` says how long it is.
    """
    with tempfile.TemporaryDirectory(prefix="verify-", dir=here.desk.uploads()) as folder:
        path = Path(folder) / safe_name(name)
        size = await receive_into(request, path, here.limits.file)
        if sidecar >= size:
            raise SidecarLonger(str(sidecar), size=size)
        return await slowly(_verified, here, path, sidecar)


def _parted(path: Path, sidecar: int) -> None:
    """Part a file from the manifest that came after it."""
    with path.open("r+b") as both, path.with_name(f"{path.name}.c2pa").open("wb") as manifest:
        start = both.seek(-sidecar, os.SEEK_END)
        shutil.copyfileobj(both, manifest)
        both.truncate(start)


def _verified(here: Asking, path: Path, sidecar: int) -> VerifyShape:
    if sidecar:
        _parted(path, sidecar)
    found = here.desk.pool.verify_file(path)
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    known = here.desk.record.works_with_digest(digest)
    terms = found.terms
    stated = terms.sentences(here.language, licence_called(terms.licence, here.language)) if terms is not None else ()
    return VerifyShape(
        name=path.name,
        state=found.state,
        summary=found.title(here.language),
        signer=found.signer_name(here.language),
        made_by=found.made_by,
        lines=[*found.sentences(here.language), found.maker(here.language), *stated],
        ingredients=[
            {"title": one.title, "state": one.state, "relationship": one.relationship} for one in found.ingredients
        ],
        work=known[-1].id if known else None,
    )
