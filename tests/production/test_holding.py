"""Who holds what: by the acts, by kind of contribution, once each; and what is paid on its own account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.foundation import LANGUAGES
from oeuvre.production import (
    Holdings,
    component_in_words,
    held_work,
    holdings,
    parts_in_words,
    parts_table,
    set_parts,
)
from oeuvre.production.holding import Asking
from oeuvre.record import Work, WorkUnknown
from oeuvre.royalties import PartUnfit
from tests.production.ledgers import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "home")
    yield made
    made.record.close()


def brief(shelf: Shelf) -> Work:
    return shelf.act("import", [(shelf.person("Ines"), "commissioner")], [(shelf.work("brief"), "brief")])[0]


def names(found: Holdings) -> dict[str, Fraction]:
    return {one.party.name: one.share for one in found.holders}


class TestByActs:
    def test_each_kind_of_contribution_has_its_parts_once(self, shelf: Shelf) -> None:
        photo = shelf.piece("Paul", "loaf.jpg")
        idea = shelf.act("propose", [(shelf.person("Wanda"), "concept")], [(shelf.work("idea"), "idea")])[0]
        second = shelf.piece("Paul", "oven.jpg")
        design = shelf.design([(brief(shelf), "brief"), (idea, "idea"), (photo, "photograph"), (second, "photograph")])
        for _ in range(3):
            shelf.act("choose", [(shelf.person("Ines"), "chooser")], used=[(design, "chosen")])
        found = holdings(shelf.record, shelf.edition(design).id)
        # A piece 4, the idea 3, brief and choice 1 each: two photographs and three choices are still one of a kind.
        assert names(found) == {"Paul": Fraction(4, 9), "Wanda": Fraction(3, 9), "Ines": Fraction(2, 9)}
        assert found.basis == "acts"
        assert found.held.id == design.id == held_work(shelf.record, found.work.id).id
        assert found.holders[0].reasons[0].works == ("loaf.jpg", "oven.jpg")
        for language in LANGUAGES:
            told = found.as_dict(language)
            assert "loaf.jpg" in str(told["holders"])

    def test_models_rules_signs_faces_and_free_pieces_hold_nothing(self, shelf: Shelf) -> None:
        free, face = shelf.piece("Lorc", "anvil", "CC-BY-3.0"), shelf.piece("Foundry", "Gloock", "OFL-1.1")
        logo, partner = shelf.piece("The Mill", "logo.svg"), shelf.piece("Town", "town.svg")
        used = [(brief(shelf), "brief"), (free, "emblem"), (face, "typeface"), (logo, "logo"), (partner, "partner")]
        assert names(holdings(shelf.record, shelf.edition(shelf.design(used)).id)) == {"Ines": Fraction(1)}

    def test_a_piece_without_commerce_is_not_free_where_something_is_earned_with_it(self, shelf: Shelf) -> None:
        photo = shelf.piece("Pia", "four.jpg", "CC-BY-NC-4.0")
        found = holdings(shelf.record, shelf.design([(brief(shelf), "brief"), (photo, "photograph")]).id)
        assert names(found) == {"Pia": Fraction(4, 5), "Ines": Fraction(1, 5)}

    def test_what_a_correction_took_off_holds_nothing_and_who_corrected_does(self, shelf: Shelf) -> None:
        photo = shelf.piece("Paul", "loaf.jpg")
        start = brief(shelf)
        before = shelf.design([(start, "brief"), (photo, "photograph")])
        after = shelf.act(
            "edit",
            [(shelf.person("Eva"), "editor"), (shelf.rule(), "composer")],
            [(shelf.work("Market · 2"), "draft")],
            [(before, "edited"), (start, "brief")],
            removed=[photo.id],
        )[0]
        found = holdings(shelf.record, shelf.edition(after).id)
        assert names(found) == {"Eva": Fraction(2, 3), "Ines": Fraction(1, 3)}
        assert found.held.id == after.id
        assert set(found.versions) >= {after.id, before.id}

    def test_nobody_holds_what_rules_made_alone(self, shelf: Shelf) -> None:
        assert holdings(shelf.record, shelf.design([]).id).basis == "nobody"
        with pytest.raises(WorkUnknown):
            holdings(shelf.record, "f" * 32)


class TestComponents:
    def test_an_emblem_of_the_house_is_paid_through_itself(self, shelf: Shelf) -> None:
        emblem = shelf.emblem("Ines")
        found = holdings(shelf.record, shelf.edition(shelf.design([(brief(shelf), "brief"), (emblem, "emblem")])).id)
        assert [(one.work.id, one.share, one.why) for one in found.components] == [
            (emblem.id, Fraction(1, 10), "emblem")
        ]
        # Authors of what the model leaned on are no holders of the poster, and directing the emblem counts there.
        assert names(found) == {"Ines": Fraction(1)}
        assert [one.contribution for one in found.holders[0].reasons] == ["brief"]

    def test_a_piece_whose_terms_ask_for_a_share_is_not_paid_twice(self, shelf: Shelf) -> None:
        photo = shelf.piece("Paul", "loaf.jpg")
        design = shelf.design([(brief(shelf), "brief"), (photo, "photograph")])
        edition = shelf.edition(design)

        def asked(work: str) -> dict[str, Asking]:
            # What is asked by something that does not stand on it is no reason for a part of it.
            return {photo.id: Asking(Fraction(1, 8)), design.id[::-1]: Asking(Fraction(1, 2))}

        found = holdings(shelf.record, edition.id, asked=asked)
        assert [(one.work.id, one.share) for one in found.components] == [(photo.id, Fraction(1, 8))]
        assert names(found) == {"Ines": Fraction(1)}
        for language in LANGUAGES:
            assert "loaf.jpg" in component_in_words(found.components[0], language)


class TestTable:
    def test_the_collective_sets_parts_from_then_on(self, shelf: Shelf) -> None:
        photo = shelf.piece("Paul", "loaf.jpg")
        edition = shelf.edition(shelf.design([(brief(shelf), "brief"), (photo, "photograph")]))
        before = shelf.now
        shelf.pass_days(2)
        table = set_parts(shelf.record, shelf.person("Ines"), {"piece": "1", "emblem": "5", "free-piece": "0.5"})
        assert (table.parts["piece"], table.pool["emblem"], table.parts["idea"]) == (1, 5, 3)
        assert parts_table(shelf.record) == table
        assert names(holdings(shelf.record, edition.id, at=before))["Paul"] == Fraction(4, 5)
        assert names(holdings(shelf.record, edition.id, at=datetime.now(UTC)))["Paul"] == Fraction(1, 2)
        for language in LANGUAGES:
            assert len(parts_in_words(table, language)) == len(table.parts) + 1

    @pytest.mark.parametrize("changed", [{"luck": "1"}, {"piece": "-1"}, {"piece": "many"}, {"emblem": "101"}])
    def test_what_no_part_can_be(self, shelf: Shelf, changed: dict[str, str]) -> None:
        with pytest.raises(PartUnfit) as refused:
            set_parts(shelf.record, shelf.person("Ines"), changed)
        assert next(iter(changed)) in refused.value.message() or next(iter(changed.values())) in refused.value.message()
        assert parts_table(shelf.record).act is None
