"""Terms on the way to editions: what collides holds back its format alone, and every signed file says its own."""

from __future__ import annotations

from pathlib import Path

from oeuvre.credentials import SigningPool, packet_in
from oeuvre.licence import Action, Basis, Limits, Price, Request, find_template
from oeuvre.licence.exchange import import_terms
from oeuvre.production import (
    Draft,
    Loop,
    drafts_of,
    find_grant,
    gather_report,
    grant,
    holders,
    offer,
    permit,
    standing_terms,
    state_terms,
)
from oeuvre.production.allowing import held_back
from oeuvre.record import Work
from oeuvre.studio import Fold
from tests.production.corrected import Bench

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".pdf": "application/pdf", ".svg": "image/svg+xml"}


def pictured(loop: Loop) -> tuple[Draft, Work]:
    """A draft with a photograph on it, and that photograph."""
    for draft in drafts_of(loop.record, loop.run.id):
        photo = next((one.work_id for one in draft.composed.used if one.role == "photograph"), None)
        if photo is not None and draft.state == "draft":
            return draft, loop.record.work(photo)
    raise AssertionError("no draft with a photograph")


def test_a_conflict_stops_its_format_until_it_is_resolved_and_files_carry_their_terms(
    made: Bench, tmp_path: Path
) -> None:
    bench = made.copied(tmp_path)
    with bench.loop() as (loop, workshop), SigningPool(loop.authority) as pool:
        record, run = loop.record, loop.run.id
        draft, photo = pictured(loop)
        terms = find_template("CC-BY-ND-4.0").terms
        state_terms(record, loop.party, photo, terms, template="CC-BY-ND-4.0")
        loop.recorder.decide("choose", draft.design, loop.party, "")

        loop.to_editions(workshop, pool)
        report = gather_report(loop, pool)
        held = {row.format: row for row in report.failed if row.conflicts}
        # What does not show the picture goes on.
        assert held
        assert {row.format for row in report.editions}.isdisjoint(held)
        (conflict,) = next(iter(held.values())).conflicts
        assert conflict["works"] == [photo.id]
        assert {row.format for row in report.failed if row.as_dict()["conflicts"]} == set(held)
        fold = Fold(loop.run.project)
        fold.take(record.acts(project=loop.run.project), record.work)
        assert {(one.format, one.acceptable) for one in fold.failed} >= {(name, False) for name in held}
        assert loop.finished() is None or set(held) <= set(held_back(record, run, draft.design.id))

        holder = next(party.name for party in record.parties() if party.name in str(conflict["resolutions"]))
        permit(
            record,
            loop.party,
            photo,
            holder,
            {"actions.adapt", "derivatives.allowed"},
            project=loop.run.project,
            because="by mail",
        )
        assert not set(held) & set(held_back(record, run, draft.design.id))
        loop.to_editions(workshop, pool)
        report, _ = loop.hand_off(workshop, pool)
        assert not any(row.conflicts for row in report.failed)
        assert set(held) <= {row.format for row in report.editions}

        for row in report.editions:
            path = loop.run.out / row.path
            stated = pool.verify_file(path).terms
            assert stated is not None
            assert stated.digest == standing_terms(record, row.work).terms.digest
            packet = packet_in(path.read_bytes(), TYPES[path.suffix])
            assert stated.digest in packet
            assert import_terms(packet, "xmp").format == "xmp"
        text = (loop.run.out / "LICENCE.txt").read_text(encoding="utf-8")
        assert all(row.path in text for row in report.editions)
        (policy,) = {path.read_text(encoding="utf-8") for path in (loop.run.out / "licence").iterdir()}
        assert import_terms(policy, "odrl-json").terms.names
        assert 'href="LICENCE.txt"' in (loop.run.out / "index.html").read_text(encoding="utf-8")


def test_a_price_for_adapting_holds_editions_until_it_is_granted_and_counts_one_use(
    made: Bench, tmp_path: Path
) -> None:
    bench = made.copied(tmp_path)
    with bench.loop() as (loop, workshop), SigningPool(loop.authority) as pool:
        record = loop.record
        draft, photo = pictured(loop)
        holder = record.party(next(party.name for party in holders(record, photo)), "person")
        adapting = frozenset({Action.ADAPT})
        price = Price(Basis.FLAT, "EUR", 5000, actions=adapting)
        offer(record, holder, photo, price, limits=Limits(count=1))
        loop.recorder.decide("choose", draft.design, loop.party, "")
        loop.to_editions(workshop, pool)
        held = {row.format for row in gather_report(loop, pool).failed if row.conflicts}
        assert held
        who = loop.party
        request = Request(Action.ADAPT, party=who.name, party_id=who.id, territory="FR", purpose="advertising")
        given = grant(record, loop.authority, holder, photo, request, legal_term=True)
        loop.to_editions(workshop, pool)
        report = gather_report(loop, pool)
        assert held <= {row.format for row in report.editions}
        after = find_grant(record, given.grant.id)
        assert (after.used, after.left, after.grant.total) == (1, 0, 5000)
