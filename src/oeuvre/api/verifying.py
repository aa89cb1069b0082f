"""Verifying any file that is dropped: what its credential is worth, with what went into it."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request

from oeuvre.api.asking import Asking, Here
from oeuvre.api.files import RAW, receive_into
from oeuvre.api.shapes import VerifyShape
from oeuvre.studio import safe_name

router = APIRouter(tags=["record"])


@router.post("/verify", openapi_extra=RAW)
async def verify_file(
    here: Here,
    request: Request,
    name: Annotated[str, Query(max_length=400, description="What the file is called.")] = "file",
) -> VerifyShape:
    """What `oeuvre verify` says of a file: the raw bytes as the body. Nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="verify-", dir=here.desk.uploads()) as folder:
        path = Path(folder) / safe_name(name)
        await receive_into(request, path, here.limits.file)
        return await asyncio.to_thread(_verified, here, path)


def _verified(here: Asking, path: Path) -> VerifyShape:
    found = here.desk.pool.verify_file(path)
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    known = here.desk.record.works_with_digest(digest)
    return VerifyShape(
        name=path.name,
        state=found.state,
        summary=found.title(here.language),
        signer=found.signer_name(here.language),
        made_by=found.made_by,
        lines=[*found.sentences(here.language), found.maker(here.language)],
        ingredients=[
            {"title": one.title, "state": one.state, "relationship": one.relationship} for one in found.ingredients
        ],
        work=known[-1].id if known else None,
    )
