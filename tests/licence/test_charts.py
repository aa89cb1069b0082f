"""Creative Commons' own charts, cell by cell: what an adaptation may be put under, and what can be remixed."""

from __future__ import annotations

import pytest

from oeuvre.licence import Conflict, Parent, Relation, check, compose, find_template

ELEMENTS = ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA")
# Rows: the original; columns: BY, BY-NC, BY-NC-ND, BY-NC-SA, BY-ND, BY-SA, CC0. Y is discouraged and possible.
ADAPTER = {
    "CC0": "GGGGGGG",
    "BY": "GGGGGGY",
    "BY-NC": "YGGGYYY",
    "BY-NC-ND": "XXXXXXX",
    "BY-NC-SA": "XXXGXXX",
    "BY-ND": "XXXXXXX",
    "BY-SA": "XXXXXGX",
}
REMIX = {
    "PDM": "yyyyynyn",
    "CC0": "yyyyynyn",
    "BY": "yyyyynyn",
    "BY-SA": "yyyynnnn",
    "BY-NC": "yyynynyn",
    "BY-ND": "nnnnnnnn",
    "BY-NC-SA": "yyynynyn",
    "BY-NC-ND": "nnnnnnnn",
}


def name(short: str, version: str = "4.0") -> str:
    return {"CC0": "CC0-1.0", "PDM": "CC-PDM-1.0"}.get(short, f"CC-{short}-{version}")


def parents(*names: str) -> list[Parent]:
    return [Parent(f"w{index}", find_template(one).terms) for index, one in enumerate(names)]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_adapters_chart_has_its_49_cells(version: str) -> None:
    told, lenient = {}, {}
    for original in ADAPTER:
        given = parents(name(original, version))
        for result in (*ELEMENTS, "CC0"):
            template = find_template(name(result, version))
            strict = check(given, Relation.ADAPTATION, template)
            warned = check(given, Relation.ADAPTATION, template, "warn")
            cell = "G" if strict.allowed else "Y" if warned.allowed else "X"
            told[original] = told.get(original, "") + cell
            kinds = {reason.kind for reason in strict.reasons}
            lenient[original, result] = (cell, kinds, [one.kind for one in warned.warnings])
    assert told == ADAPTER
    assert "".join(told.values()).count("Y") == 5
    # Both answers say which it is.
    says = {"G": (set(), []), "Y": ({"discouraged"}, ["discouraged"]), "X": ({"forbidden"}, [])}
    assert all((kinds, warned) == says[cell] for cell, kinds, warned in lenient.values())


def test_remix_chart_has_its_64_cells() -> None:
    told = {
        one: "".join("ny"[check(parents(name(one), name(other)), Relation.ADAPTATION).allowed] for other in REMIX)
        for one in REMIX
    }
    assert told == REMIX


@pytest.mark.parametrize(
    ("original", "result", "allowed"),
    [
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", False),
        ("CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0", True),
        ("CC-BY-NC-SA-3.0", "CC-BY-SA-4.0", False),
        ("CC-BY-3.0", "CC-BY-4.0", True),
        ("CC-BY-3.0", "CC-BY-NC-SA-4.0", True),
        ("CC-BY-SA-4.0", "FAL-1.3", True),
        ("FAL-1.3", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "GPL-3.0-only", True),
        ("GPL-3.0-only", "CC-BY-SA-4.0", False),
        ("CC-BY-SA-3.0", "FAL-1.3", False),
        ("MIT", "Apache-2.0", True),
        ("OFL-1.1", "CC-BY-4.0", False),
        ("all-rights-reserved", "all-rights-reserved", False),
    ],
)
def test_versions_and_neighbours(original: str, result: str, allowed: bool) -> None:
    assert check(parents(original), Relation.ADAPTATION, find_template(result)).allowed is allowed


@pytest.mark.parametrize(
    ("sources", "licence"),
    [
        (("CC-BY-4.0",), "CC-BY-4.0"),
        (("CC-BY-4.0", "CC-BY-SA-4.0"), "CC-BY-SA-4.0"),
        (("CC-BY-SA-3.0", "CC-BY-SA-4.0"), "CC-BY-SA-4.0"),
        (("CC-BY-SA-3.0",), "CC-BY-SA-3.0"),
        (("CC-BY-4.0", "CC-BY-NC-4.0"), "CC-BY-NC-4.0"),
        (("CC-BY-4.0", "CC-BY-NC-SA-4.0"), "CC-BY-NC-SA-4.0"),
        (("CC-BY-4.0", "commercial-with-share"), "commercial-with-share"),
        (("CC-BY-SA-4.0", "GPL-3.0-only"), "GPL-3.0-only"),
    ],
)
def test_a_result_inherits_the_licence_that_says_the_same(sources: tuple[str, ...], licence: str) -> None:
    assert check(parents(*sources), Relation.ADAPTATION).licence == licence


class TestRelations:
    def test_no_derivatives_forbids_adaptations_and_no_collection(self) -> None:
        given = parents("CC-BY-ND-4.0", "CC-BY-4.0")
        assert isinstance(compose(given, Relation.ADAPTATION), Conflict)
        assert not isinstance(compose(given, Relation.COLLECTION), Conflict)

    def test_share_alike_does_not_bind_a_collection(self) -> None:
        given = parents("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0")
        assert isinstance(compose(given, Relation.ADAPTATION), Conflict)
        assert check(given, Relation.COLLECTION).allowed
        told = check(given, Relation.COLLECTION, find_template("CC-BY-4.0"))
        assert told.allowed
        assert [one.kind for one in told.warnings] == ["parts-keep-terms"]

    def test_nothing_reserved_goes_into_a_collection(self) -> None:
        assert not check(parents("all-rights-reserved"), Relation.COLLECTION).allowed

    @pytest.mark.parametrize("relation", [Relation.ADAPTATION, Relation.COLLECTION])
    def test_a_font_sets_no_terms_on_a_design(self, relation: Relation) -> None:
        picture = find_template("CC-BY-SA-4.0").terms
        assert compose(parents("CC-BY-SA-4.0", "OFL-1.1"), relation) == picture
        told = check(parents("CC-BY-SA-4.0", "OFL-1.1"), relation, find_template("CC-BY-SA-4.0"))
        assert told.allowed

    def test_a_font_that_is_itself_adapted_keeps_its_licence(self) -> None:
        assert check(parents("OFL-1.1"), Relation.ADAPTATION).licence == "OFL-1.1"
        assert not check(parents("OFL-1.1"), Relation.ADAPTATION, find_template("MIT")).allowed
        font = Parent("f", find_template("OFL-1.1").terms, Relation.ADAPTATION)
        assert isinstance(compose([*parents("CC-BY-SA-4.0"), font], Relation.ADAPTATION), Conflict)

    def test_a_mere_reference_takes_nothing(self) -> None:
        assert check(parents("all-rights-reserved"), Relation.REFERENCE).allowed

    @pytest.mark.parametrize(("source", "allowed"), [("model-training-pool", True), ("editorial", False)])
    def test_training_needs_consent(self, source: str, allowed: bool) -> None:
        assert check(parents(source), Relation.TRAINING).allowed is allowed

    @pytest.mark.parametrize(("source", "allowed"), [("collective-house-rules", True), ("CC-BY-ND-4.0", False)])
    def test_input_to_a_model_makes_a_derivative(self, source: str, allowed: bool) -> None:
        assert check(parents(source), Relation.INPUT).allowed is allowed
