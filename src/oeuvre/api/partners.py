"""Models as partners: who may be asked in a project, under which declared terms, and what was spent."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter

from oeuvre import __version__
from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged
from oeuvre.api.projects import Slug
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import AskWish, Job, Page
from oeuvre.api.shapes_of_home import Partner
from oeuvre.foundation import Language, say
from oeuvre.models import STAYS_HERE, Cost, ModelCard, shown
from oeuvre.studio import HOUSE, ask_partner, moments_of

router = APIRouter(tags=["partners"])


@router.get("/projects/{slug}/partners")
def list_partners(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[Partner]:
    """The models that this home has and the engine of rules, each with its terms and what it has cost the project."""
    paid = here.desk.fold(slug).spent
    cards = [card for card in here.desk.studio.catalogue.all() if card.does]
    partners = (None, *cards)
    return paged(
        "o",
        partners,
        cursor,
        limit,
        lambda card: house(here.language) if card is None else _partner(here, card, paid),
    )


def house(language: Language) -> Partner:
    """The engine of rules."""
    return Partner(
        id=HOUSE,
        name=say("api:partners.house", language),
        kind="rule",
        modality="rules",
        licence="Apache-2.0",
        outputs=say("api:partners.outputs_house", language),
        cost=say("api:partners.cost.free", language),
        where=say("api:partners.here", language),
        can=[say(f"api:partners.can.{name}", language) for name in ("ideas", "drafts", "rounds")],
        version=__version__,
        unit=say("api:partners.unit.free", language),
        moments=list(moments_of(None)),
    )


def _partner(here: Asking, card: ModelCard, paid: Mapping[str, int]) -> Partner:
    language, text = here.language, "text" in card.does
    money = paid.get(card.cost.currency, 0)
    return Partner(
        id=card.id,
        name=card.name,
        kind="model",
        modality="text" if text else "image",
        licence=card.weights_licence,
        outputs=card.outputs,
        cost=_cost(card.cost, language, text=text),
        where=say("api:partners.here", language) if card.data_goes == STAYS_HERE else card.data_goes,
        can=[say(f"api:partners.can.{name}", language) for name in (("lines", "ideas") if text else ("pictures",))],
        spent=f"{_amount(money, language)} {card.cost.currency}" if money else "",
        version=card.version,
        unit=_unit(card.cost, language, text=text),
        moments=list(moments_of(card)),
    )


def _amount(micro: int, language: Language) -> str:
    """An amount of money as numbers stand in a language."""
    return shown(micro).replace(".", "," if language == "fr" else ".")


def _unit(cost: Cost, language: Language, *, text: bool) -> str:
    """What a model is paid by, as it stands beside its name."""
    if cost.basis != "priced":
        return say(f"api:partners.unit.{cost.basis}", language)
    if not text:
        return say("api:partners.unit.image", language, each=_amount(cost.per_image, language), currency=cost.currency)
    out = _amount(cost.per_million_out, language)
    return say("api:partners.unit.tokens", language, out=out, currency=cost.currency)


def _cost(cost: Cost, language: Language, *, text: bool) -> str:
    """What a model costs, in a few words."""
    if cost.basis != "priced":
        return say(f"api:partners.cost.{cost.basis}", language)
    if not text:
        return say("api:partners.cost.image", language, each=_amount(cost.per_image, language), currency=cost.currency)
    return say(
        "api:partners.cost.priced",
        language,
        into=_amount(cost.per_million_in, language),
        out=_amount(cost.per_million_out, language),
        currency=cost.currency,
    )


@router.post("/projects/{slug}/ask", status_code=202)
def ask_a_partner(here: Here, slug: Slug, wish: AskWish) -> Job:
    """Ask a partner in a sentence, on a selection. The engine of rules answers with a round; a model that writes with
    drafts that carry its lines, one that draws with a picture and drafts that show it. All are proposals.

    `said` of the job is what the partner understood, and in the end what came of it.
    """
    return job_shape(here, ask_partner(here.desk, slug, here.session.actor, wish.partner, wish.say, wish.works))
