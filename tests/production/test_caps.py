"""A format's cap holds for the file as it is delivered, its credential included."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from oeuvre.create.adapt import formats
from oeuvre.create.brief import read_brief
from oeuvre.credentials import Authority, SigningPool
from oeuvre.production import Loop, Run, drafts_of, prepare
from oeuvre.record import NewWork, Record

BRIEF = 'title = "Nuit"\nabout = "Une boulangerie ouvre le soir."\nformats = ["banner-leaderboard"]\n'
CAP = 150_000


def png(size: int) -> bytes:
    """A sound PNG of exactly this many bytes."""
    out = io.BytesIO()
    Image.new("RGB", (728, 90), "#a52").save(out, "PNG")
    whole, rest = out.getvalue(), size - len(out.getvalue()) - 12
    body = b"teXt" + bytes(rest)
    return whole[:-12] + rest.to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big") + whole[-12:]


@pytest.mark.parametrize(("size", "delivered"), [(CAP - 1_000, False), (CAP - 60_000, True)])
def test_a_banner_that_its_credential_makes_too_heavy_is_refused(tmp_path: Path, size: int, delivered: bool) -> None:
    (tmp_path / "brief.toml").write_text(BRIEF, encoding="utf-8")
    brief = read_brief(tmp_path / "brief.toml")
    form = formats()["banner-leaderboard"]
    assert form.max_bytes == CAP
    with Record.open(tmp_path / "home") as record:
        authority = Authority.open(tmp_path / "home")
        run = Run("a" * 32, "nuit", tmp_path / "out", brief, 0)
        loop = Loop(
            record, authority, run, record.party("Awa", "person"), "fr", [form], prepare(brief, "fr", strict=True)
        )
        act, store, rule = loop.recorder.act, record.store, record.party("rule", "rule")

        def work(data: bytes, media_type: str, **attributes: str) -> NewWork:
            modality = "image" if media_type == "image/png" else "design"
            return NewWork(store.put(data), media_type, modality, len(data), title="n", attributes=attributes)

        design, preview = work(b"{}", "application/json"), work(png(2_000), "image/png")
        settings = {"number": 1, "family": "astre"}
        record.append(
            act("compose", by=[(rule, "composer")], made=[(design, "draft"), (preview, "preview")], settings=settings)
        )
        (draft,) = drafts_of(record, run.id)
        made = work(png(size), "image/png", format=form.name, ending="png")
        about = {"design": draft.design.id, "format": form.name}
        record.append(
            act(
                "adapt",
                by=[(rule, "adapter")],
                used=[(draft.design, "design")],
                made=[(made, "rendition")],
                settings=about,
            )
        )
        with SigningPool(authority) as pool:
            for _ in range(2):  # a run that goes on does not try again what was refused
                loop._sign_all(draft, pool)
        files = list((run.out / "editions").iterdir())
        refused = record.acts(run=run.id, kinds=("refuse",))
        assert len(record.acts(run=run.id, kinds=("sign",))) == len(files) == int(delivered)
        assert len(refused) == int(not delivered)
        assert all(path.stat().st_size <= CAP for path in files)
        assert all(act.settings["error"] == "cap-not-met" and act.words["because"] for act in refused)
