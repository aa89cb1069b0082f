"""What the record says of a work becomes its claim; who made it follows from the acts that made what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.credentials import MadeBy, SigningPool, claim_for, made_by, source_type
from oeuvre.credentials.authorship import blend
from oeuvre.record import NewAct, NewWork, Party, PartyKind, Record, Work
from tests.credentials.signed_files import Samples, noise

MAKERS = get_args(MadeBy)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "home") as record:
        yield record


class Studio:
    """Short ways to put acts on a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.count = 0

    def party(self, kind: PartyKind, name: str | None = None) -> Party:
        return self.record.party(name or f"the {kind}", kind)

    def make(
        self,
        kind: str,
        by: list[tuple[Party, str]],
        used: list[tuple[Work, str]] | None = None,
        data: bytes | None = None,
        media_type: str = "image/png",
        modality: str = "image",
        title: str | None = None,
        **more: object,
    ) -> Work:
        self.count += 1
        data = data or f"bytes {self.count}".encode()
        work = NewWork(
            self.record.store.put(data),
            media_type,
            modality,  # type: ignore[arg-type]
            len(data),
            title=title or f"work {self.count}",
            **more,  # type: ignore[arg-type]
        )
        (done,) = self.record.append(NewAct(kind, by=by, used=used or [], made=[(work, "made")]))
        return done.works[0]


@pytest.fixture
def studio(record: Record) -> Studio:
    return Studio(record)


class TestWhoMadeIt:
    def test_a_rule_that_sets_a_drawing_by_hand_is_mixed(self, studio: Studio) -> None:
        emblem = studio.make("import", [(studio.party("person", "Lorc"), "author")])
        design = studio.make("compose", [(studio.party("rule"), "layout")], [(emblem, "emblem")])
        assert made_by(studio.record, design.id) == "mixed"

    def test_rules_and_models_alone_are_a_machine(self, studio: Studio) -> None:
        picture = studio.make("generate", [(studio.party("model"), "generator")])
        pattern = studio.make("generate", [(studio.party("rule"), "pattern")])
        design = studio.make(
            "compose", [(studio.party("rule"), "layout")], [(picture, "illustration"), (pattern, "pattern")]
        )
        assert made_by(studio.record, design.id) == "machine"

    def test_people_alone_are_human(self, studio: Studio) -> None:
        photograph = studio.make("import", [(studio.party("person"), "author")])
        edited = studio.make("edit", [(studio.party("collective"), "retoucher")], [(photograph, "original")])
        assert made_by(studio.record, edited.id) == "human"

    def test_choosing_changes_nothing(self, studio: Studio) -> None:
        person = studio.party("person")
        draft = studio.make("compose", [(studio.party("rule"), "layout"), (person, "arbiter")], modality="design")
        studio.record.append(NewAct("choose", by=[(person, "chooser")], used=[(draft, "chosen")]))
        studio.record.append(NewAct("keep", by=[(person, "chooser")], used=[(draft, "kept")]))
        edition = studio.make("adapt", [(studio.party("rule"), "layout")], [(draft, "chosen")], modality="design")
        assert made_by(studio.record, draft.id) == made_by(studio.record, edition.id) == "machine"

    def test_signing_changes_nothing(self, studio: Studio) -> None:
        drawing = studio.make("import", [(studio.party("person"), "author")])
        signed = studio.make("sign", [(studio.party("rule"), "signer")], [(drawing, "rendition")])
        assert made_by(studio.record, signed.id) == "human"
        assert claim_for(studio.record, signed.id).authors == ("the person",)

    def test_a_brief_or_a_typeface_is_not_a_visible_piece(self, studio: Studio) -> None:
        person = studio.party("person")
        brief = studio.make("import", [(person, "author")], media_type="text/plain", modality="text")
        face = studio.make("import", [(person, "author")], media_type="font/ttf", modality="collection")
        design = studio.make("compose", [(studio.party("rule"), "layout")], [(brief, "brief"), (face, "font")])
        assert made_by(studio.record, design.id) == "machine"

    def test_an_unrecorded_origin_is_unknown(self, studio: Studio) -> None:
        found = studio.make("import", [(studio.party("person"), "importer")])
        assert made_by(studio.record, found.id) == "unknown"
        design = studio.make("compose", [(studio.party("rule"), "layout")], [(found, "photograph")])
        assert made_by(studio.record, design.id) == "unknown"

    def test_a_credential_read_at_import_counts_more_than_who_brought_it(self, studio: Studio) -> None:
        person = studio.party("person")
        generated = studio.make("import", [(person, "author")], attributes={"made_by": "machine"})
        assert made_by(studio.record, generated.id) == "machine"
        edited = studio.make("edit", [(person, "retoucher")], [(generated, "original")])
        assert made_by(studio.record, edited.id) == "mixed"

    @given(st.lists(st.sampled_from(MAKERS)))
    def test_the_blend_follows_the_rule_in_any_order(self, makers: list[MadeBy]) -> None:
        blended = blend(makers)
        assert blended == blend(reversed(makers)) == blend([*makers, *makers])
        if not makers or "unknown" in makers:
            assert blended == "unknown"
        elif set(makers) <= {"human"} or set(makers) <= {"machine"}:
            assert blended == makers[0]
        else:
            assert blended == "mixed"

    @given(st.sampled_from(MAKERS), st.booleans(), st.booleans())
    def test_a_model_is_never_hidden_behind_a_source_type(self, makers: MadeBy, by_model: bool, composed: bool) -> None:
        kind = source_type(makers, by_model=by_model, composed=composed)
        if makers == "human":
            assert kind in ("digitalCreation", "humanEdits")
        elif by_model:
            assert kind in ("trainedAlgorithmicMedia", "compositeSynthetic", "compositeWithTrainedAlgorithmicMedia")
        else:
            assert kind in ("algorithmicMedia", "composite")


class TestTheClaim:
    def test_is_the_same_for_the_same_record(self, studio: Studio) -> None:
        emblem = studio.make("import", [(studio.party("person", "Lorc"), "author")])
        design = studio.make("compose", [(studio.party("rule"), "layout")], [(emblem, "emblem")], modality="design")
        assert claim_for(studio.record, design.id) == claim_for(studio.record, design.id)

    def test_names_people_as_authors_and_machines_as_tools(self, studio: Studio) -> None:
        emblem = studio.make("import", [(studio.party("person", "Lorc"), "author")])
        design = studio.make("compose", [(studio.party("rule", "Layout"), "layout")], [(emblem, "emblem")])
        claim = claim_for(studio.record, design.id, language="fr")
        assert claim.authors == ("Lorc",)
        assert claim.credits == ("Layout (rule)",)
        assert (claim.actions[0].action, claim.actions[0].source_type) == ("c2pa.created", "composite")
        assert claim.actions[0].agent_name == "Layout"
        assert claim.actions[0].description == "composé par Layout"
        assert [one.action for one in claim.actions[1:]] == ["c2pa.placed"]

    def test_takes_along_the_pieces_of_the_design_it_stands_on(self, studio: Studio) -> None:
        rule = studio.party("rule")
        brief = studio.make("import", [(studio.party("person", "Ana"), "author")], modality="text", title="brief")
        emblem = studio.make("import", [(studio.party("person", "Lorc"), "author")], title="wheat")
        draft = studio.make(
            "compose", [(rule, "layout")], [(emblem, "emblem"), (brief, "brief")], modality="design", title="draft 7"
        )
        edition = studio.make("adapt", [(rule, "layout")], [(draft, "chosen")], modality="design", licence="CC-BY-4.0")
        claim = claim_for(studio.record, edition.id)
        assert [(one.title, one.relationship) for one in claim.ingredients] == [
            ("draft 7", "parentOf"),
            ("wheat", "componentOf"),
        ]
        assert [one.action for one in claim.actions] == ["c2pa.opened", "c2pa.placed", "c2pa.edited"]
        assert claim.licence == "CC-BY-4.0"
        assert claim.record_digest == studio.record.made_by_act(edition.id).digest

    def test_signed_keeps_the_credential_of_an_imported_file(
        self, tmp_path: Path, studio: Studio, pool: SigningPool, other_pool: SigningPool, samples: Samples
    ) -> None:
        from tests.credentials.signed_files import simple_claim

        theirs = other_pool.sign(samples["svg"], tmp_path / "theirs.svg", simple_claim("Leur emblème")).path
        emblem = studio.make(
            "import",
            [(studio.party("person", "Lorc"), "author")],
            data=theirs.read_bytes(),
            media_type="image/svg+xml",
            title="emblem",
        )
        rule = studio.party("rule")
        draft = studio.make("compose", [(rule, "layout")], [(emblem, "emblem")], modality="design")
        rendered = tmp_path / "rendered.jpg"
        noise(7).save(rendered)
        edition = studio.make(
            "adapt", [(rule, "layout")], [(draft, "chosen")], data=rendered.read_bytes(), media_type="image/jpeg"
        )
        pool.sign(rendered, tmp_path / "edition.jpg", claim_for(studio.record, edition.id))
        found = pool.verify_file(tmp_path / "edition.jpg")
        assert (found.state, found.made_by) == ("trusted", "mixed")
        assert ("emblem", "intact") in [(one.title, one.state) for one in found.ingredients]
