"""Frames are read word by word, and a fault names its file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.create.voice import CUES, SENSITIVE, Frame, FrameFault, frames, read_frames
from oeuvre.create.voice.frames import COLUMNS, Agreement, Reference
from oeuvre.create.voice.slots import Listed
from oeuvre.create.voice.vocabulary import TOPICS
from oeuvre.foundation import Language

ROW = {
    "id": "s-fr-1",
    "frame": "Tous les chemins mènent {A:au}.",
    "slots": "A=noun kind:place,thing num:count +hearth/destination -cold from:any",
    "when": "",
    "avoid": "grief",
    "topics": "any",
    "register": "popular",
    "form": "saying",
    "source": "Tous les chemins mènent à Rome",
    "fires": "",
    "line": "",
}


def table(folder: Path, language: Language = "fr", **changed: str) -> tuple[Frame, ...]:
    """A table of one frame, with some cells changed."""
    path = folder / f"frames-{language}.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + "\t".join((ROW | changed)[name] for name in COLUMNS) + "\n", "utf-8")
    return read_frames(path, language)


def test_a_frame_is_read_with_its_slots_and_conditions(tmp_path: Path) -> None:
    (frame,) = table(tmp_path)
    (slot,) = frame.slots
    assert frame.pieces == ("Tous les chemins mènent ", Reference("A", "au"), ".")
    assert (slot.part, slot.kinds, slot.numbers) == ("noun", {"place", "thing"}, {"count"})
    assert (slot.having_one, slot.lacking, slot.origin) == (({"hearth", "destination"},), {"cold"}, "any")
    assert (frame.avoid, frame.topics, frame.fixed) == ({"grief"}, {"any"}, "Tous les chemins mènent  .")


def test_marks_agreements_and_lists_are_read(tmp_path: Path) -> None:
    (frame,) = table(
        tmp_path,
        frame="{A:le.pl.Maj} [A:perdu|perdue|perdus|perdues], {B:de}.",
        slots="A=noun form:pl from:brief syl:1-2 words:1 not:four|pain de mie ; B=noun in:pain au levain<m>|idées<fpl> "
        "rhyme:@A initial:vowel",
    )
    first, second = frame.slots
    assert frame.pieces[0] == Reference("A", "le", plural=True, capital=True)
    assert frame.pieces[2] == Agreement("A", ("perdu", "perdue", "perdus", "perdues"))
    assert (first.form, first.origin, first.syllables, first.most_words) == ("pl", "brief", (1, 2), 1)
    assert first.never == {"four", "pain de mie"}
    assert second.among == (Listed("pain au levain", "m"), Listed("idées", "fpl"))
    assert (second.rhyme, second.initial, second.leans_on) == ("@A", "vowel", "A")


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"frame": "Un mot {A:bare}."}, "frame"),
        ({"frame": "Un mot {A:le.Cap}."}, "frame"),
        ({"frame": "Un mot [A:un|deux] {A:le}."}, "frame"),
        ({"frame": "Un mot {A:le} }."}, "frame"),
        ({"frame": "Un mot {A:le} et {B:le}."}, "frame"),
        ({"frame": "Un mot."}, "frame"),
        ({"slots": "A=thing"}, "slots"),
        ({"slots": "A=noun +shiny"}, "slots"),
        ({"slots": "A=noun kind:stuff"}, "slots"),
        ({"slots": "A=noun near:brief"}, "slots"),
        ({"slots": "A=noun num:"}, "slots"),
        ({"slots": "A=noun syl:few"}, "slots"),
        ({"slots": "A=noun in:pain<x>"}, "slots"),
        ({"slots": "A=noun rhyme:@B"}, "slots"),
        ({"slots": "A=noun ; A=verb"}, "slots"),
        ({"when": "moonlight"}, "when"),
        ({"avoid": "sadness"}, "avoid"),
        ({"topics": "cooking"}, "topics"),
        ({"register": "loud"}, "register"),
        ({"form": "joke"}, "form"),
        ({"topics": ""}, "topics"),
    ],
)
def test_a_fault_names_its_file_line_and_column(tmp_path: Path, changed: dict[str, str], column: str) -> None:
    with pytest.raises(FrameFault) as caught:
        table(tmp_path, **changed)
    name, line, place = caught.value.place.split(":")
    cells = [(ROW | changed)[name] for name in COLUMNS]
    begins = 1 + sum(len(cell) + 1 for cell in cells[: COLUMNS.index(column)])
    assert (name, line) == ("frames-fr.tsv", "2")
    assert begins <= int(place) <= begins + len(cells[COLUMNS.index(column)])
    assert caught.value.message("fr")
    assert caught.value.remedy("en")


def test_a_missing_column_and_a_second_row_of_one_id_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "frames-fr.tsv"
    path.write_text("id\tframe\n", "utf-8")
    with pytest.raises(FrameFault):
        read_frames(path, "fr")
    row = "\t".join(ROW[name] for name in COLUMNS)
    path.write_text("\t".join(COLUMNS) + f"\n{row}\n{row}\n", "utf-8")
    with pytest.raises(FrameFault, match="3:1"):
        read_frames(path, "fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_packaged_frames_hold(language: Language) -> None:
    found = frames(language)
    sayings = [frame for frame in found if frame.form == "saying"]
    assert len(sayings) >= 80
    assert len(found) - len(sayings) >= 30
    assert len({(frame.text, frame.slots, frame.when) for frame in found}) == len(found)
    assert all(frame.when <= CUES and frame.avoid <= CUES | SENSITIVE | TOPICS for frame in found)
