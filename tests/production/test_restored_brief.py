"""A brief that comes out of the record and is recorded again names its files as its words do."""

from __future__ import annotations

import shutil
from pathlib import Path

from oeuvre.create.brief import read_brief
from oeuvre.foundation import read_settings
from oeuvre.production import brief_alone, brief_work
from oeuvre.studio import Studio

LOGO = Path(__file__).parents[2] / "examples/boulangerie/logo.svg"
TEXT = 'title = "Nuit du four"\nabout = "Une boulangerie ouvre le soir."\n\n[brand]\nlogo = "signes/logo.svg"\n'


def test_files_keep_the_names_that_the_brief_calls_them(tmp_path: Path) -> None:
    folder = tmp_path / "brief"
    (folder / "signes").mkdir(parents=True)
    shutil.copy(LOGO, folder / "signes/logo.svg")
    (folder / "brief.toml").write_text(TEXT, encoding="utf-8")
    settings = read_settings(home=str(tmp_path / "home"), language="fr", environment={}, here=tmp_path)
    with Studio(settings) as studio:
        known = brief_alone(studio.record, read_brief(folder / "brief.toml"), studio.party(), "nuit-du-four")
        restored = studio.restore_brief(studio.record, known, tmp_path)
        again = brief_work(studio.record, restored)
    files = again.attributes["files"]
    assert isinstance(files, dict)
    assert list(files) == ["signes/logo.svg"]
    assert files == known.attributes["files"]
