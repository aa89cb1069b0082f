"""Programme: all rows or none, each letter as it was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.families.programme import FAMILY
from oeuvre.create.design.kit import Kit, ProgrammeRow
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]

ROWS = (
    ProgrammeRow("19 h", "Ouverture, première fournée", "Halle 2"),
    ProgrammeRow("20 h 30", "Concours de la brioche", "Le parvis"),
    ProgrammeRow("", "Le grand pétrin, à vos mains", ""),
    ProgrammeRow("minuit", "Dernière fournée", "Halle 2"),
)


def listed(kit: Kit, rows: tuple[ProgrammeRow, ...] = ROWS) -> Kit:
    return replace(kit, copy=replace(kit.copy, programme=rows))


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("programme", listed(kit), page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("programme", listed(bare(kit)), page)


def test_words_touch_nothing(kit: Kit, page: Page, touching: Callable[[Scene, Kit], list[str]]) -> None:
    if page.shape not in FAMILY.not_offered:
        made = listed(kit)
        assert touching(FAMILY.compose(made, page), made) == []


def rows_told(scene: Scene) -> list[str]:
    return [" ".join(text.lines) for text in scene.texts() if text.role == "row"]


def test_every_cell_is_there_letter_for_letter(kit: Kit, pages: dict[str, Page]) -> None:
    for name in ("4:5", "story", "slide"):
        scene = FAMILY.compose(listed(kit), pages[name])
        if "programme" in (*scene.overflow, *scene.left_out):
            continue
        cells = [cell for row in ROWS for cell in (row.time, row.name, row.place) if cell]
        assert rows_told(scene) == cells


def test_a_list_that_does_not_fit_is_left_out_whole_and_said(kit: Kit, page: Page) -> None:
    if page.shape in FAMILY.not_offered:
        return
    many = tuple(
        ProgrammeRow(f"{hour} h", f"Une conférence longue à annoncer, numéro {hour}", "Salle") for hour in range(40)
    )
    scene = FAMILY.compose(listed(kit, many), page)
    assert rows_told(scene) == []
    assert "programme" in scene.left_out


def test_a_card_sends_to_the_list(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(listed(kit), pages["card"])
    assert rows_told(scene) == []
    assert "programme" in scene.left_out
    assert "headline" not in scene.left_out


def test_hours_names_and_places_keep_to_their_columns(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(listed(kit), pages["4:5"])
    rows = [text for text in scene.texts() if text.role == "row"]
    if not scene.overflow:
        assert len({round(text.x, 2) for text in rows}) == 3
        assert len({text.size for text in rows}) == 1
