"""Terms as values: read strictly, written the same everywhere, named by what they say; templates found by any name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from oeuvre.foundation import ManyErrors
from oeuvre.licence import (
    Action,
    FieldMissing,
    FieldUnfit,
    FieldUnknown,
    LicenceError,
    LicenceUnknown,
    Stance,
    Terms,
    TermsUnreadable,
    all_templates,
    find_template,
    read_terms,
    terms_as_dict,
)
from tests.licence.strategies import terms


@settings(max_examples=60, deadline=None)
@given(terms)
def test_written_and_read_again_terms_are_the_same(one: Terms) -> None:
    again = read_terms(json.dumps(terms_as_dict(one)))
    assert again == one
    assert again.digest == one.digest


def test_digest_is_that_of_what_is_said() -> None:
    by = find_template("CC-BY-4.0").terms
    assert by.digest != find_template("CC-BY-3.0").terms.digest
    # Fixed for ever: a receipt names terms by it.
    assert read_terms({"actions": {}}).digest == EMPTY


EMPTY = "sha256:1c8b5fbe72828841ace0585fdefdafe60bbc116530d9dda28f7bc3e8a19a284d"


def wrong(**fields: Any) -> list[LicenceError]:
    with pytest.raises((LicenceError, ManyErrors)) as caught:
        read_terms({"actions": {}, **fields})
    return list(caught.value.all())


def test_one_moment_told_in_two_zones_is_one_term() -> None:
    def until(moment: str) -> Terms:
        return read_terms({"actions": {"use": {"not_after": moment}}})

    one, other = until("2026-06-01T12:00:00+02:00"), until("2026-06-01T10:00:00+00:00")
    assert one == other
    assert one.digest == other.digest


class TestStrictReading:
    @pytest.mark.parametrize(
        ("fields", "kind", "place"),
        [
            ({"colour": 1}, FieldUnknown, "colour"),
            ({"actions": {"fly": "permitted"}}, FieldUnknown, "actions.fly"),
            ({"actions": {"use": "maybe"}}, FieldUnfit, "actions.use"),
            ({"actions": {"use": {"territories": ["France"]}}}, FieldUnfit, "actions.use.territories"),
            ({"actions": {"use": {"territories": []}}}, FieldUnfit, "actions.use"),
            ({"actions": {"use": {"not_before": "2026-01-01"}}}, FieldUnfit, "actions.use.not_before"),
            ({"actions": {"use": {"count": True}}}, FieldUnfit, "actions.use.count"),
            ({"actions": {"use": {"count": -1}}}, FieldUnfit, "actions.use.count"),
            ({"actions": {"use": {"exclusive": "yes"}}}, FieldUnfit, "actions.use.exclusive"),
            ({"duties": {"attribute": ["shoe-size"]}}, FieldUnfit, "duties.attribute"),
            ({"duties": {"report_every_days": 0}}, FieldUnfit, "duties.report_every_days"),
            ({"training": "a-bit"}, FieldUnfit, "training"),
            ({"derivatives": {"ceiling": "101"}}, FieldUnfit, "derivatives.ceiling"),
            ({"derivatives": {"ceiling": "1e2"}}, FieldUnfit, "derivatives.ceiling"),
            (
                {"derivatives": {"minimum_fees": [{"currency": "EUR"}]}},
                FieldMissing,
                "derivatives.minimum_fees[0].amount",
            ),
            ({"prices": [{"basis": "flat", "currency": "euro", "amount": 1}]}, FieldUnfit, "prices[0].currency"),
            ({"prices": [{"basis": "flat", "currency": "EUR"}]}, FieldMissing, "prices[0].amount"),
            ({"prices": [{"basis": "flat", "currency": "EUR", "amount": -5}]}, FieldUnfit, "prices[0].amount"),
            (
                {"prices": [{"basis": "flat", "currency": "EUR", "amount": 5, "ceiling": 9}]},
                FieldUnfit,
                "prices[0].ceiling",
            ),
            (
                {"prices": [{"basis": "tiered", "currency": "EUR", "tiers": [{"from_units": 5, "amount": 1}]}]},
                FieldUnfit,
                "prices[0].tiers",
            ),
            ({"moral_rights": "all"}, FieldUnfit, "moral_rights"),
            ({"moral_rights": ["\ud800"]}, FieldUnfit, "moral_rights[0]"),
        ],
    )
    def test_says_what_is_wrong_and_where(self, fields: dict[str, Any], kind: type, place: str) -> None:
        (error,) = wrong(**fields)
        assert type(error) is kind
        assert error.place == place
        assert "{{" not in error.message("fr") + error.remedy("fr") + error.message("en") + error.remedy("en")

    def test_tells_everything_at_once(self) -> None:
        errors = wrong(colour=1, training="a-bit", duties={"label_ai": 3})
        assert {error.place for error in errors} == {"colour", "training", "duties.label_ai"}

    @pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"actions": {}, "actions": {}}'])
    def test_what_is_not_an_object_is_refused(self, text: str) -> None:
        with pytest.raises((TermsUnreadable, FieldUnfit)):
            read_terms(text)

    def test_an_action_that_is_not_named_is_prohibited(self) -> None:
        assert {rule.stance for rule in read_terms({"actions": {}}).rules} == {Stance.PROHIBITED}

    def test_a_percentage_is_exact(self) -> None:
        read = read_terms('{"actions": {}, "derivatives": {"ceiling": 33.33}}')
        assert terms_as_dict(read)["derivatives"]["ceiling"] == "33.33"


class TestTemplates:
    @pytest.mark.parametrize("template", all_templates().values(), ids=lambda one: one.id)
    def test_has_a_name_a_summary_and_an_attribution_in_both_languages(self, template: Any) -> None:
        for language in ("fr", "en"):
            line = template.attribution("Nuit", "Ana", "https://example.org/nuit", language)
            assert "Nuit" in line
            assert "Ana" in line
            assert "example.org/nuit" in line
            assert "{{" not in line + template.name(language) + template.summary(language)
        assert template.summary("fr") != template.summary("en")

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("CC-BY-4.0", "CC-BY-4.0"),
            ("cc-by-sa-3.0", "CC-BY-SA-3.0"),
            ("https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC-BY-NC-ND-4.0"),
            ("http://www.creativecommons.org/licenses/by-sa/3.0/fr/deed.en", "CC-BY-SA-3.0"),
            ("https://creativecommons.org/licenses/by/4.0/legalcode.fr", "CC-BY-4.0"),
            ("https://creativecommons.org/publicdomain/zero/1.0/deed.fr", "CC0-1.0"),
            ("https://creativecommons.org/publicdomain/mark/1.0", "CC-PDM-1.0"),
            ("https://opensource.org/licenses/MIT", "MIT"),
            ("all-rights-reserved", "all-rights-reserved"),
        ],
    )
    def test_is_found_by_identifier_address_or_name(self, name: str, found: str) -> None:
        assert find_template(name).id == found

    @pytest.mark.parametrize("name", ["CC-BY-5.0", "https://creativecommons.org/licenses/by/2.0/", "", "nonsense"])
    def test_another_name_is_refused_with_the_nearest(self, name: str) -> None:
        with pytest.raises(LicenceUnknown) as caught:
            find_template(name)
        assert caught.value.exit_code == 2
        assert caught.value.values["near"]

    def test_there_are_six_of_creative_commons_in_each_version(self) -> None:
        for version in ("3.0", "4.0"):
            assert sum(name.startswith("CC-BY") and name.endswith(version) for name in all_templates()) == 6

    def test_no_derivatives_leaves_everything_but_adapting(self) -> None:
        terms = find_template("CC-BY-ND-4.0").terms
        shut = {action for action in Action if not terms.rule(action).permitted}
        assert shut == {Action.ADAPT, Action.AI_DERIVATIVE}
