"""Models as partners: who may be asked in a project, under which declared terms, and what was spent."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter

from oeuvre.api.asking import Asking, Here
from oeuvre.api.projects import Slug
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import AskWish, Job
from oeuvre.api.shapes_of_home import Partner
from oeuvre.foundation import Language, say
from oeuvre.models import STAYS_HERE, Cost, ModelCard, WrongUse, shown
from oeuvre.production import NothingToChoose
from oeuvre.studio import Studio, Tell, ask_model, model_start, round_for, to_variants

router = APIRouter(tags=["partners"])
# The engine of rules, as a partner: it is always there and says what it is.
HOUSE = "house"


@router.get("/projects/{slug}/partners")
def list_partners(here: Here, slug: Slug) -> list[Partner]:
    """The models that this home has and the engine of rules, each with its terms and what it has cost the project."""
    paid = here.desk.fold(slug).spent
    cards = [card for card in here.desk.studio.catalogue.all() if card.does]
    return [house(here.language), *(_partner(here, card, paid) for card in cards)]


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
        cost=_cost(card.cost, language),
        where=say("api:partners.here", language) if card.data_goes == STAYS_HERE else card.data_goes,
        can=[say(f"api:partners.can.{name}", language) for name in (("lines", "ideas") if text else ("pictures",))],
        spent=f"{shown(money)} {card.cost.currency}" if money else "",
    )


def _cost(cost: Cost, language: Language) -> str:
    """What a model costs, in a few words."""
    if cost.basis != "priced":
        return say(f"api:partners.cost.{cost.basis}", language)
    return say(
        "api:partners.cost.priced",
        language,
        into=shown(cost.per_million_in),
        out=shown(cost.per_million_out),
        currency=cost.currency,
    )


@router.post("/projects/{slug}/ask", status_code=202)
def ask_partner(here: Here, slug: Slug, wish: AskWish) -> Job:
    """Ask a partner in a sentence, on a selection. The engine of rules answers with a round; a model that writes with
    drafts that carry its lines, one that draws with a picture and drafts that show it. All are proposals."""
    desk, actor = here.desk, here.session.actor
    fold = desk.fold(slug)
    if wish.partner == HOUSE:
        found = round_for(fold, wish.works, wish.say)
        if found is None:
            raise NothingToChoose(slug)
        run, asked = found

        def by_rule(studio: Studio, tell: Tell) -> None:
            to_variants(studio, desk.place(studio, slug), run, asked, tell)

        return job_shape(here, desk.begin("ask", slug, actor, by_rule, mark=wish.model_dump_json()))
    card = desk.studio.catalogue.card(wish.partner)
    if not card.does:
        raise WrongUse(card.id, reason="not-for-text")
    start = model_start(fold, wish.works)
    if start is None:
        raise NothingToChoose(slug)

    def by_model(studio: Studio, tell: Tell) -> None:
        ask_model(studio, desk.place(studio, slug), start, card.id, wish.say, tell)

    return job_shape(here, desk.begin("ask", slug, actor, by_model, mark=wish.model_dump_json()))
