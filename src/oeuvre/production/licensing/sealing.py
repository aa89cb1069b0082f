"""What a file says of its terms when it is signed: in its credential, and in an XMP packet put in before.

Both say what holds at that moment. Terms stated later are on the record, not in files that are out in the world.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from oeuvre.credentials import Claim, claim_for
from oeuvre.credentials import Training as Mined
from oeuvre.foundation import LANGUAGES, Language, say
from oeuvre.licence import all_templates
from oeuvre.licence.exchange import Stated, rights_packet, training_assertion
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.standing import Licensing, Standing
from oeuvre.production.licensing.wording import licence_called
from oeuvre.record import Record

# What an XMP packet says in words is for people; the terms themselves are in the hand-off's licence.
_MOST_SIGNS = 900


def claim_with_terms(
    record: Record, work_id: str, *, language: Language = "en", licensing: Licensing | None = None
) -> Claim:
    """The claim that the record supports for a work, with its terms as they stand and the packet for its file; with
    `licensing`, as that reads them, for who signs many."""
    claim = claim_for(record, work_id, language=language)
    standing = (licensing or Licensing(record)).standing(work_id)
    template = all_templates().get(standing.licence)
    deed = template.deed if template is not None else ""
    entries = training_assertion(standing.terms)["entries"]
    mining = tuple(
        (str(name), cast(Mined, entry["use"]), str(entry.get("constraint_info", ""))) for name, entry in entries.items()
    )
    return replace(
        claim,
        licence=standing.licence or claim.licence,
        terms_url=deed or claim.terms_url,
        terms=standing.terms.digest,
        mining=mining,
        packet=packet_of(record, standing, claim, language),
    )


def packet_of(record: Record, standing: Standing, claim: Claim, language: Language) -> str:
    """The XMP packet of a work: creators and credit as its claim has them, its terms as they stand."""
    work = record.work(standing.work)
    template = all_templates().get(standing.licence)
    owners = tuple(party.name for party in holders(record, work))
    usage = {
        tongue: say(
            "licence:packet.usage",
            tongue,
            name=licence_called(standing.licence, tongue) or say("licence:collide.own_terms", tongue),
            summary=template.summary(tongue) if template is not None else "",
        ).strip()[:_MOST_SIGNS]
        for tongue in LANGUAGES
    }
    notice = say("licence:packet.notice", language, owners=", ".join(owners)) if owners else ""
    stated = Stated(
        title=claim.title,
        language=work.language or "",
        creators=claim.authors,
        owners=owners,
        notice=notice,
        credit=", ".join(claim.authors[:12]),
        licence=standing.licence,
        deed=template.deed if template is not None else "",
        usage={"x-default": usage[language], **{str(tongue): text for tongue, text in usage.items()}},
    )
    return rights_packet(standing.terms, stated)
