"""The licence that travels with editions: whole in both languages, one part for each set of terms, and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oeuvre.foundation import LANGUAGES, Language
from oeuvre.licence import Action, Limits, all_templates, find_template
from oeuvre.licence.exchange import import_terms
from oeuvre.production import licence_files, licence_text, offer, permit, read_price, standing_terms
from tests.docs.test_french import ill_set
from tests.production.licensed import DAY, Desk, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


def text_of(desk: Desk, language: Language, template: str) -> str:
    piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
    design = desk.design((piece, "emblem"), brief=desk.brief())
    standing = standing_terms(desk.record, design)
    given = replace(standing, terms=find_template(template).terms, licence=template, at=desk.clock.now)
    return licence_text(desk.record, [(given, ("editions/four.png",))], language, "Four")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["CC-BY-SA-4.0", "all-rights-reserved", "commercial-with-share", "editorial"])
def test_every_article_is_said(desk: Desk, language: Language, template: str) -> None:
    text = text_of(desk, language, template)
    assert "{{" not in text
    assert "editions/four.png" in text
    assert "Ana Duarte" in text
    assert "https://creativecommons.org/licenses/by/3.0/" in text
    assert find_template(template).terms.digest in text
    assert max(map(len, text.splitlines())) <= 90 or "sha256" in text
    reserved = not find_template(template).terms.rule(Action.TEXT_AND_DATA_MINING).permitted
    assert ("2019/790" in text) is reserved


@pytest.mark.parametrize("template", all_templates())
def test_french_is_set_as_french(desk: Desk, template: str) -> None:
    prose = "\n".join(line for line in text_of(desk, "fr", template).splitlines() if "://" not in line)
    assert ill_set(prose.replace("sha256:", "")) == []


def test_editions_under_different_terms_have_parts_and_policies_of_their_own(desk: Desk) -> None:
    piece, photo = desk.piece("lantern", "CC-BY-3.0", "Delapouite"), desk.piece("four.jpg", "CC-BY-SA-4.0", "Awa Sow")
    design = desk.design((piece, "emblem"), (photo, "photograph"), brief=desk.brief())
    editions = [desk.edition(design, (piece, "emblem")), desk.edition(design, (photo, "photograph"))]
    files = licence_files(desk.record, editions, "en", "Four")
    assert "Part 2" in files["LICENCE.txt"].decode()
    policies = [import_terms(data.decode(), "odrl-json").terms for name, data in files.items() if "odrl" in name]
    assert len(policies) == 2
    assert {terms.rule(Action.ADAPT).permitted for terms in policies} == {True, False}


def test_offers_permissions_and_doubts_are_in_it(desk: Desk) -> None:
    ana = desk.party("Ana Duarte")
    photo = desk.piece("four.jpg", "CC-BY-ND-4.0", "Awa Sow", by="Ana Duarte")
    odd = desk.piece("lune.svg", "LicenseRef-house", "Ana Duarte", by="Ana Duarte")
    keys = {"actions.adapt", "derivatives.allowed"}
    permit(desk.record, ana, photo, "Awa Sow", keys, credit="Photo A. Sow", because="Letter of 12 November")
    permit(desk.record, ana, odd, "Ana Duarte", {"actions.reproduce"})
    permit(desk.record, ana, photo, "Awa Sow", {"actions.reproduce"}, because="The same letter")
    design = desk.design((photo, "photograph"), (odd, "emblem"), brief=desk.brief())
    price = read_price([Action.REPRODUCE], "EUR", amount="120")
    offer(desk.record, ana, design, price, limits=Limits(territories=frozenset({"FR"})))
    standing = standing_terms(desk.record, design, at=desk.clock.now + DAY)
    text = " ".join(licence_text(desk.record, [(standing, ("a.png",))], "en").split())
    assert "is used by a permission of Awa Sow as Ana Duarte reports it (act" in text
    assert "Awa Sow has not signed it" in text
    assert "Photo A. Sow" in text
    assert "Flat price to reproduce: €120.00" in text
    assert "minor units" not in text
    assert "LicenseRef-house" in text


def test_nothing_signed_has_no_licence(desk: Desk) -> None:
    assert licence_files(desk.record, [], "fr", "Four") == {}
