"""All of a project is in its archive, and what is not is said; nothing in it runs by itself."""

from __future__ import annotations

import io
import zipfile

from tests.api.conftest import Studio
from tests.api.test_files import DRAWING, SCRIPT, bring


def test_the_archive_has_every_draft_and_what_was_brought_and_says_what_it_lacks(studio: Studio) -> None:
    bring(studio, "logo.svg", DRAWING)
    bring(studio, "evil.svg", SCRIPT)
    bring(studio, "page.html", b"<!doctype html><script>alert(1)</script>")
    answer = studio.client.get(f"/api/projects/{studio.slug}/download", headers={"Accept-Language": "fr"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = [name.removeprefix(f"{studio.slug}/") for name in archive.namelist()]
        told = archive.read(f"{studio.slug}/README.txt").decode()
    assert len(names) == len(set(names))
    assert [name for name in names if name.startswith("drafts/")] == [f"drafts/{n:02d}-rideau.png" for n in range(1, 7)]
    assert {"works/logo.svg", "works/evil.svg.txt", "works/page.html.txt"} <= set(names)
    assert any(name.startswith("all/briefs/") for name in names)
    assert "N’y sont pas" in told
