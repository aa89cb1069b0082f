"""American clients in American spelling: what the tables have in British English is respelt for them."""

from __future__ import annotations

import re
from dataclasses import replace

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.model import Idea

_PAIRS = """
    practise:practice practised:practiced practising:practicing neighbour:neighbor neighbours:neighbors
    neighbourhood:neighborhood colour:color colours:colors coloured:colored grey:gray favourite:favorite
    favourites:favorites theatre:theater theatres:theaters centre:center centres:centers jewellery:jewelry
    moustache:mustache moustaches:mustaches pavement:sidewalk pavements:sidewalks lorry:truck lorries:trucks
    postman:mailman cheque:check cheques:checks tyre:tire tyres:tires pyjamas:pajamas plough:plow ploughed:plowed
    harbour:harbor harbours:harbors honour:honor humour:humor labour:labor rumour:rumor rumours:rumors savour:savor
    flavour:flavor flavours:flavors kerb:curb storey:story storeys:stories travelled:traveled travelling:traveling
    traveller:traveler travellers:travelers woollen:woolen mum:mom gran:grandma catalogue:catalog
    dialogue:dialog organise:organize organised:organized recognise:recognize recognised:recognized apologise:apologize
    litre:liter litres:liters metre:meter metres:meters wellies:boots
    biscuit:cookie biscuits:cookies torch:flashlight cosy:cozy draught:draft
"""
_AMERICAN = dict(pair.split(":") for pair in _PAIRS.split())
_WORD = re.compile(r"[^\W\d_]+")
# A price in dollars with no other country named, an hour with its stops, a spelling of their own.
_SIGNS = re.compile(
    r"(?<![A-Z])\$\s?\d|\b\d+\s[ap]\.m\.|\b(?:colors?|neighbors?|neighborly|favorite|center|theater|gray|mom)\b"
)
_STATES = re.compile(
    r",\s(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    r"Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|"
    r"Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)\b"
)


def is_american(brief: Brief) -> bool:
    """Whether an English brief is an American's, by its prices, hours, places and spelling."""
    facts = brief.facts
    said = " ".join((brief.about, facts.date, facts.price, facts.promise, *brief.mood))
    return _SIGNS.search(said) is not None or _STATES.search(facts.place) is not None


def respelt(idea: Idea, brief: Brief) -> Idea:
    """The idea in American spelling, the client's own words as the client writes them."""
    own = {word.casefold() for word in _WORD.findall(" ".join((brief.title, brief.about, brief.client)))}

    def put(found: re.Match[str]) -> str:
        word = found[0]
        other = _AMERICAN.get(word.casefold(), "")
        if not other or word.casefold() in own:
            return word
        return other[:1].upper() + other[1:] if word[0].isupper() else other

    return replace(
        idea,
        premise=_WORD.sub(put, idea.premise),
        headline=_WORD.sub(put, idea.headline),
        why=_WORD.sub(put, idea.why),
        motifs=tuple(replace(motif, word=_WORD.sub(put, motif.word)) for motif in idea.motifs),
    )
