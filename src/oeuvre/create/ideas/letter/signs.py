"""Small words of French and English by which a letter is read: what opens, what hangs, what counts, what denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oeuvre.foundation import Language


@dataclass(frozen=True)
class Signs:
    """Patterns of one language, each for small and capital letters alike. `hanging` are last words of a bad cut."""

    to_us: re.Pattern[str]
    leaning: re.Pattern[str]
    points_back: re.Pattern[str]
    impersonal: re.Pattern[str]
    subordinate: re.Pattern[str]
    joining: re.Pattern[str]
    opens: re.Pattern[str]
    verb: re.Pattern[str]
    hanging: frozenset[str]
    ratio: re.Pattern[str]
    number: re.Pattern[str]
    measure: re.Pattern[str]
    no_count: re.Pattern[str]
    without: re.Pattern[str]
    instead: re.Pattern[str]
    since: re.Pattern[str]
    hours: re.Pattern[str]
    most: re.Pattern[str]
    last: re.Pattern[str]
    ready: re.Pattern[str]
    calls: re.Pattern[str]
    given: re.Pattern[str]
    made_from: re.Pattern[str]
    for_whom: re.Pattern[str]
    purpose: re.Pattern[str]
    always: re.Pattern[str]
    dull: re.Pattern[str]
    head: re.Pattern[str]
    phrase: re.Pattern[str]
    named: re.Pattern[str]
    you: re.Pattern[str]
    they: re.Pattern[str]
    denies: re.Pattern[str]
    bound: re.Pattern[str]
    subject: re.Pattern[str]
    preposition: re.Pattern[str]
    dated: re.Pattern[str]
    hinge: re.Pattern[str]
    inside: re.Pattern[str]
    also: re.Pattern[str]
    condition: re.Pattern[str]
    clause: re.Pattern[str]
    ranged: re.Pattern[str]
    relative: re.Pattern[str]

    def told(self, text: str) -> Iterator[tuple[str, bool]]:
        """Each kind of fragment that small words tell, and whether this one is of it."""
        yield "without", self.without.match(text) is not None
        yield "hours", self.hours.search(text) is not None
        yield "since", self.since.search(text) is not None
        yield "instead", self.instead.search(text) is not None
        yield "ready", self.ready.search(text) is not None
        yield "call", self.calls.match(text) is not None
        yield "given", self.given.search(text) is not None
        yield "last", self.last.search(text) is not None
        yield "most", self.most.search(text) is not None
        yield "made", self.made_from.search(text) is not None
        yield "whom", self.for_whom.match(text) is not None


def _compiled(**texts: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(text, re.IGNORECASE | re.VERBOSE) for name, text in texts.items()}


_HANGING = """
    et ou mais de du des d à au aux en dans sur sous chez par pour sans avec le la les l un une ce cette ces que qui où
    dont plus très si
    and or but of in on at by for with without to from the a an this that these which who as their your our my his her
    is are was were be been has have had will would can very more
"""
_UNIT_FR = r"""(?:\d{1,3}(?:[\s\u00a0\u202f]\d{3})+|\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|
    quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille)"""
_NUMBER_FR = rf"(?:{_UNIT_FR}(?:[-\s](?:et[-\s](?:une?|onze)|{_UNIT_FR})\b)*)"
_UNIT_EN = r"""(?:\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|
    fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|
    a\s(?:hundred|dozen|thousand))"""
_NUMBER_EN = rf"(?:{_UNIT_EN}(?:[-\s](?:and\s)?(?:{_UNIT_EN}|one)\b)*)"
_MONTH_FR = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTH_EN = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)

_FR = Signs(
    hanging=frozenset(_HANGING.split()),
    **_compiled(
        to_us=r"""\b(?:il\snous\sfaut(?:drait)?\s(?:une?|de\squoi|des)|nous\s(?:cherchons|voulons|voudrions|souhaitons|
            aimerions)\s(?:une?\s|des\s|quelque|que\s(?:l[’']affiche|ça|cela))|on\s(?:voudrait|aimerait|cherche)\s
            (?:une?|des|quelque|que\s(?:l[’']affiche|ça))|merci\sde|affiches?\b|affichettes?\b|flyers?\b|visuels?\b|
            logo\b|évite[rz]\b|surtout\spas|pas\sde\sphotos?\b|ne\s(?:pas\s)?montre[rz]|l[’']image\sne\sdoit)""",
        leaning=r"""(?:et|mais|ou|donc|car|or|ni\b(?!.*\bni\b)|puis|ils?|elles?|ce|cela|ceci|cel(?:ui|les?)(?!\squ)|ceux(?!\squ)|y|en\b|
            dont|les\sautres|le\sreste|qui|que|où|lorsqu\w*|quand|si|s[’']il\w*|comme|leurs?|son|sa|ses|ensuite|alors|aussi|ainsi|parce|
            puisqu\w*|afin|lui|leur|c[’'](?!est)|sinon|même|voilà|d[’']où|après\squoi|ce\squi|cette|ces|cet)\b""",
        points_back=r"""\baprès$|^l[ea]s?\splus\s\w+$|\b(?:ceux-ci|celles-ci|celui-ci|celle-ci|ci-dessous|ci-joint\w*|ce\sdernier)\b""",
        impersonal=r"""(?:il\snous\smanque\b|il\s(?:faut|suffit|y\sa|est\stemps|fait|reste)\b|c[’']est\b|en\s(?:une|deux|trois|cinq|dix|\d+)\b|
            en\s(?:silence|famille|plein|pleine|direct|cachette)\b|ce\s(?:jour|soir|dimanche|samedi)|comme\s(?:chez|à\sla|ça))""",
        subordinate=r"(?:qui|que|qu[’']|dont|où|lequel|laquelle)\b",
        joining=r"""^(?:et|mais|puis|ou|alors|donc|dont)\s+(?!(?:leur|lui|dit|demi)\b)""",
        opens=r"""(?:l[ea]s?\b|l[’']|une?\b|des\b|du\b|de\sla\b|mon|ma|mes|notre|nos|votre|vos|chaque|chacune?|tou(?:te?s?|s)\b|
            on\b|nous\b|vous\b|je\b|j[’']|personne\b|rien\b|jamais\b|pas\sbesoin\b|pas\s(?:une?|de|d[’']|le|la)\b|aucune?\b|sans\b|ni\b|
            il\s(?:nous\s)?(?:faut|suffit|y\sa|manque)\b|c[’']est\b|pour\s(?:ceux|celles|tous|les|qui|une?|la|le|l[’'])|depuis\b|
            de\s\d|de\s(?:minuit|midi|l[’']aube)\b|
            à\s(?:la\smain|pied|vélo|partir|quatre|deux|volonté|l[’'](?:aube|ancienne|heure))\b|jusqu[’']|dès\b|
            en\s(?:une|deux|trois|silence|direct|pleine?)\b|cel(?:ui|les?)\squ|ceux\squ|au\slieu\b|plutôt\b|comme\sça\b|"""
        + _NUMBER_FR
        + r"""\b|venez|apporte[zr]|prenez|laisse[zr]|choisi(?:ssez|r)|\w{2,}ez\s(?:le|la|les|l[’']|une?|vo[st]|votre|
            de|des|du|à|au)\b|équipement|matériel|entrée|gants)""",
        verb=r"""\b(?:est|sont|a|ont|fait|font|va|vont|\w+(?:ent|ons|ez)|était|étaient|avait|sera|seront|commence|ouvre|reste|
            vient|tient|prend|met|cuit|coud|vend|rend|sort|part|dort|attend|entend|répare|garde|porte|donne|coûte|pèse)\b""",
        ratio=r"\bchaque\s(?!jour|semaine|mois|ann|soir|matin|nuit|\w+di\b|fois|dimanche)|\bpour\s(?:une?|deux|trois)\b|\bsur\s(?:deux|trois|dix|cent)\b|^une?\b[^,]*,\sune?\b",
        number=rf"(?:les?\s|ces\s|nos\s|ses\s|tous\sles\s|mes\s)?(?P<n>{_NUMBER_FR})\s(?!pour\scent|%)(?P<rest>[^\W\d]\S*)",
        measure=r"""(?:an|heures?|minutes?|secondes?|jours?|nuits?|semaines?|mois|ans|années?|étés?|hivers?|saisons?|
            printemps|automnes?|matins?|soirs?|soirées?|après-midis?|week-ends?|dimanches|samedis|vendredis|jeudis|
            mercredis|mardis|lundis|générations)\b""",
        no_count=rf"""(?:{_MONTH_FR}|euros?|€|\$|h\b|h\d|heures?\s\d|ans\set\splus|%|pour\scent|rue|avenue|boulevard|place\s|
            bis\b|ter\b|km\b|kilomètres?|mètres?|m\b|cm\b|mm\b|kg\b|pages?\b|g\b|grammes?|litres?|degrés|°|fois|et\b|ou\b|à\b|en\b|de\b|
            sur\s(?:place|rendez)|par\s)""",
        without=r"""^(?:sans\s(?!doute|cesse|réserv|inscri|engagement|rendez|compter|que\b)|pas\s(?:une?|de|d[’']|le|la)\s?|
            aucune?\s|ni\s|rien\sd[’']autre|rien\sà\s|jamais\s(?:de|d[’']|une?|deux)|zéro\s|plus\sde\s(?=\w+$))""",
        instead=r"\b(?:au\slieu\s(?:de|d[’'])|plutôt\sque|et\snon|non\spas)\b",
        since=r"(?:\bdepuis\s(?:l[’']an\s)?(?:1[5-9]\d\d|20[0-2]\d)\b|\b(?:de|en|dat\w+\sde|fond\w+\sen)\s(?:1[5-9]\d\d)\b)",
        hours=r"""\bde\s(?:\d{1,2}\s?h(?:\s?\d\d)?|minuit|midi|l[’']aube)\sà\s(?:\d{1,2}\s?h(?:\s?\d\d)?|minuit|midi|
            l[’']aube)|\bdu\s(?:soir|crépuscule|coucher\sdu\ssoleil)\s(?:au|à)\s\w+""",
        last=r"\b(?:l[ea]s?\s|notre\s|une?\s)derni(?:er|ère)s?\s(?!étage|fois|semaine)",
        most=r"""\b(?:l[ea]\splus\s(?!souvent|tard|tôt|possible)\w+|les\splus\s\w+|l[ea]\sseule?\b|
            l[ea]\spremi(?:er|ère)\s(?!fois|étage|tournée|année|minute|heure|nuit|jour|semaine|soir|séance)|l[ea]s?\smeilleure?s?|jamais\sdeux\sfois)""",
        ready=r"""\b(?:il\s(?:faut|suffit)\s(?:juste|seulement|de|d[’'])|(?:pas|aucun)\sbesoin\sd|même\s(?:si|sans)|débutants?\b|
            jamais\s(?:fait|joué|chanté|dansé|touché|tenu|mis|vu)|sans\srien\sy|prêtée?s?\b|fournie?s?\b|
            (?:est|sont)\scompris\w*|on\sprête|nous\sprêtons|n[’']a(?:vez|ie[zs])?\sjamais|
            sans\s(?:inscription|rendez-vous|réservation|engagement|matériel))""",
        calls=r"""^(?:venez|apporte[zr]|amene[zr]|emporte[zr]|dépose[zr]|laisse[zr]|prenez|choisissez|écrivez|appelez|demandez|
            poussez|entrez|goûtez|essayez|montez|asseyez|gardez|donnez|rapportez|repartez|revenez|suivez|racontez|confiez|
            vous\s(?!êtes|avez\sentre)|on\s(?:vient|vous|apporte|repart|peut)\b|chacune?\s|votre\s|vos\s)""",
        given=r"""\b(?:gratuit\w*|offert\w*|entrée\slibre|prix\slibre|(?:est\s|sont\s|on\spaye\s)[^,;]*\btournée|payée?s?\b|
            sans\sfrais|échange\w*|troc)\b""",
        made_from=r"""\b(?:fait\w*\s(?:de|d[’']|avec|à\spartir)|taillé\w*\s(?:dans|à)|cousu\w*\s(?:dans|avec)|tiré\w*\s(?:de|des|du)|
            à\spartir\s(?:de|d[’']|du|des)|fabriqué\w*\s(?:avec|dans|à)|issu\w*\sd|tourné\w*\sdans|devien\w+|transform\w+)\b""",
        for_whom=r"^pour\s(?:ceux|celles|tous\sceux|toutes\scelles|qui|les\s\w+\squi|une?\s\w+\squi)\b",
        purpose=r"\b(?:pour\sque|pour\sne\spas|afin\sque|de\ssorte\sque|pour\sne\splus)\b",
        always=r"\b(?:toujours|jamais|chaque|personne|rien|tous\sles|toutes\sles|ne\s\w+\spas|n[’']\w+\spas|ne\s\w+\sque)\b",
        dull=r"""^c[’']est\s(?:une?|le|la)\b|\b(?:équipe|qualité|service|passion\w*|expérience|professionnel\w*|bienvenue?s?|convivial\w*|nombreux|
            informations?|renseignements?|inscription|réserv\w+|ouvert\w*\s(?:à|au)\stous|tout\spublic|tarif\w*|association|
            propos(?:e|ons)|organise\w*|accueill\w+|lancement|nous\ssommes|bon\saccueil|je\sm[’']appelle|on\svous\sattend|
            site|mail|téléphone|budget|agenda|conseil|partenari\w+|soutien)\b""",
        phrase=rf"""\b(?:avec|dans|sur|sous|chez|entre|pour|contre|devant|derrière|est|sont|fait|font|pose\w*|porte\w*|garde\w*|
            prend\w*|met\w*|écri\w+|retrouv\w+|répar\w+|racont\w+|mont\w+|cherch\w+|trouv\w+|laiss\w+|ouvr\w+|tourn\w+|
            compt\w+|not\w+|crois\w+|enregistr\w+|accroch\w+|arriv\w+|coup\w+|vend\w*|achet\w+|reç\w+|\w+(?:ons|ez|ent|ait)|c[’']est|et|à|que|pendant|après|avant)\s
            (?P<np>(?:une?\s|chaque\s|l[ea]s?\s|l[’']|des\s(?!le\b)|mon\s|ma\s|notre\s|nos\s|{_NUMBER_FR}\s|sans\s)[^\W\d])""",
        denies=r"\b(?:croient|pensent|croit|s’imaginent)\b|\b(?:ne|n[’'])\s?\w+\s(?:pas|plus)\b",
        bound=r"(?:l[ea]s?\s|l[’']).*\s(?:sans|avec|dans|pour|chez|sur)\s",
        they=r"(?:ils|elles)\s",
        you=r"(?:vous|on|chacune?|votre|vos)\b",
        subject=r"(?:on|nous|vous|je|j[’']|ils?|elles?|c[’']est|personne\sne)(?!\w)",
        named=r"(?:une?\s|l[ea]s?\s|l[’']|mon\s|ma\s|notre\s|nos\s)",
        preposition=r"(?:à|au|aux|en|dans|sur|sous|pour|chez|par|avec|contre|vers)\s",
        dated=rf"(?:{_MONTH_FR})",
        hinge=r"(?:ou|mais|pas|ni|que|qu[’']|sauf|jusqu\w*|et\snon|même|sinon|plutôt|seulement)(?!\w)",
        inside=r"\b(?:cents?|mille|vingts?)[\s-](?:et\s)?$",
        clause=r"\b(?:on|nous|vous|je|personne|il\sy\sa|est|sont|c[’']est)\b",
        relative=r"(?:(?:une?|l[ea]s?|des|mon|ma|mes|notre|nos)\s|l[’'])[\w-]+(?:\s[\w-]+){0,2}\s(?:qui\b|que\b|qu[’']|dont\b|où\b)",
        ranged=r"\bde\b.*\bjusqu[’']",
        also=r"\s+et\s+(?=(?:on|nous|vous|je|j[’']|il\sfaut|il\snous|personne)\b)",
        condition=r"(?:si|s[’']il|quand|lorsqu\w*)\b[^,]*,\s*(?:on|nous|vous|je|j[’']|venez|prenez)",
        head=r"^(?:(?:l[ea]s?|une?|des|du|mon|ma|mes|notre|nos|votre|vos|chaque|pas\sune?|aucune?|sans|ni)\s|l[’']|d[’'])+",
    ),
)

_EN = Signs(
    hanging=frozenset(_HANGING.split()),
    **_compiled(
        to_us=r"""\b(?:we(?:[’']d|\swould)?\s(?:need|want|like|are\slooking\sfor)\s(?:an?\s|some(?:thing)?\s|the\s(?:poster|design|
            image)|it\sto|to\slook)|please\b|posters?\b|flyers?\b|leaflets?\b|logo\b|avoid\b|don[’']t\sshow|no\sphoto(?:s|graphs)?\b|
            (?:it|the\s(?:design|artwork))\sshould|the\slook\b|key\sart|nothing\s(?:twee|cute|cheesy|slick))""",
        leaning=r"""(?:and|but|or|so|nor|yet|then|it|he|she|they|this|that|these|those|which|who(?!\s(?:you|we|wants|gets|goes))|whose|
            where|when|if|as|while|because|since\s(?!\d)|their|its|his|her|there(?!\s(?:is|are))|also|than|though|
            although|until\s(?:it|they|he|she)|one\sof|both|another|such|here[’']s|him|them|after\s(?:that|which)|
            some|most|the\s(?:rest|others?)|to\s(?:be|do|have)|instead(?!\sof)|it[’']s|they[’']\w+|that[’']s|he[’']\w+|she[’']\w+)\b""",
        points_back=r"\b(?:herself|himself|themselves|itself)$|\b(?:the\sformer|the\slatter|below|attached|above\sall)\b",
        impersonal=r"""(?:there\s(?:is|are)\b|it\stakes\b|it\sis\stime\b|so\s(?:far|long)\b|since\s\d)""",
        subordinate=r"(?:who|which|that|whose|where)\b",
        joining=r"^(?:and|but|then|or|so|also|plus)\s+(?!(?:is|are|was|were|has|have|had|then|it|he|she|they)\b)",
        opens=r"""(?:the|an?|our|my|your|every|each|no|not|never|nothing|nobody|without|for\s(?:people|anyone|anybody|everyone|
            everybody|those|the|an?|whoever|\w+ers)|from|since|until|you|we|i|i[’']\w+|we[’']\w+|you[’']\w+|nobody|
            everybody|everyone|anyone|anybody|someone|somebody|who\s(?:you|we)|all|only|always|made|hand-?\w+ed|
            there\s(?:is|are)|it\stakes|instead\sof|rather\sthan|bring|come|take|leave|learn|make|find|pick|borrow|
            drop|try|sit|stay|listen|ask|call|wear|tell|choose|write|read|eat|drink|walk|ride|look|meet|join|"""
        + _NUMBER_EN
        + r""")(?:\b|[’'])""",
        verb=r"""\b(?:is|are|was|were|has|have|had|does|do|did|will|can|may|must|goes|go|comes|come|gets|get|makes|make|takes|take|
            leaves|gives|brings|began|kept|ran|took|built|bought|sold|stays?|knows?|works?|remembers?|needs?|starts?|begins?|ends?)\b""",
        ratio=r"\b(?:every|each)\s(?!day|week|month|year|night|morning|evening|\w+day\b|time|other|spring|summer|autumn|winter)|\bper\s(?!cent|year|week|month)|\bto\sone\b|\bfor\sone\b|\bmore\sthan\b|^one\b[^,]*,\sone\b",
        number=rf"(?:the\s|our\s|all\s|only\s|just\s|my\s|these\s|about\s)?(?P<n>{_NUMBER_EN})\s(?!per\s?cent|%)(?P<rest>[^\W\d]\S*)",
        measure=r"""(?:hours?|minutes?|seconds?|days?|nights?|weeks?|months?|years?|summers?|winters?|seasons?|springs|autumns?|
            mornings?|evenings?|afternoons?|weekends?|sundays?|saturdays?|fridays?|thursdays?|wednesdays?|tuesdays?|
            mondays?|generations?)\b""",
        no_count=rf"""(?:(?:{_MONTH_EN})\b|am\b|pm\b|a\.m|p\.m|pounds?\b|dollars?\b|euros?\b|pence\b|percent\b|miles?\b|km\b|metres?\b|
            meters?\b|feet\b|foot\b|inch\w*|ml\b|litres?\b|kg\b|pages?\b|grams?\b|degrees?\b|times\b|of\b|street\b|road\b|avenue\b|lane\b|
            main\b|to\b|and\b|or\b|of\sthem\b|per\b|by\b|in\b|on\b|at\b)""",
        without=r"""^(?:no\s(?!need|experience|booking|one\b|later|more\sthan|matter|longer)|not\s(?:a|an|one|even)\s|without\s|
            never\s|nothing\s(?:else|but|to)|zero\s|neither\s)""",
        instead=r"\b(?:instead\sof|rather\sthan)\b",
        since=r"\b(?:since|in|from|of|built|founded\sin)\s(?:1[5-9]\d\d|20[01]\d)\b",
        hours=r"""\bfrom\s(?:\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)?|noon|midnight|dusk|dawn|sunset|sunrise)\s(?:to|until|till)\s
            (?:\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)?|noon|midnight|dusk|dawn|sunset|sunrise)(?!\s\w+\sold)|
            \b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\s?(?:to|–|-|until)\s?\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)""",
        last=r"\b(?:the|our|a)\slast\s(?!week|month|year|winter|summer|few|count|time|minute)",
        most=r"""\b(?:the\s(?:only|oldest|smallest|longest|slowest|first|quietest|darkest|coldest|biggest|shortest|heaviest|
            loudest|youngest|worst|best)\s(?!saturday|sunday|friday|monday|tuesday|wednesday|thursday|week|month|year|day|night|morning|hour|minute|time)\w+)""",
        ready=r"""\b(?:no\s(?:experience|need|booking|sign-?up|equipment|knowledge|skill)|(?:you\s)?(?:don[’']t|do\snot|needn[’']t)\s(?:need|have)|
            all\s(?:you\sneed|levels)|beginners?\b|never\s(?:held|tried|played|sung|danced|used|touched|done|made)|
            provided\b|included\b|we\slend\b|supplied\b|just\sbring|even\sif|whether\sor\snot|drop\sin\b)""",
        calls=r"""^(?:bring|come|take|leave|learn|pick|borrow|drop|try|sit|stay|listen|ask|call|wear|tell|choose|write|make|
            walk|ride|look|join|find|you\s(?!are\sa\b)|your\s|you[’']ll|everyone\s|anyone\s|everybody\s|anybody\s|who\s(?:you|we))""",
        given=r"\b(?:free|on\sus|on\sthe\shouse|pay\swhat|swap|complimentary)\b",
        made_from=r"""\b(?:made\s(?:from|of|out\sof|with)|cut\sfrom|sewn\sfrom|turned\sinto|becomes?\b|out\sof\s(?:an?|the|old)|
            cast\sfrom|spun\sfrom|built\s(?:from|of)|goes\sin|comes\sout|pressed|carved\sfrom)""",
        for_whom=r"^for\s(?:people|anyone|anybody|everyone|everybody|those|whoever|the\s\w+\swho|an?\s\w+\swho)\b",
        purpose=r"\b(?:so\s(?:that|nobody|no\sone|you|they|we|everyone)\b|so\s\w+\s(?:can|do\snot|don[’']t)\b)",
        always=r"\b(?:always|never|every|nobody|nothing|each|only|until|still)\b",
        dull=r"""\b(?:team|quality|service|services|passion\w*|professional\w*|welcome|friendly|information|website|email|
            registration|sign\sup|booking|open\sto\sall|community|affordable|organi[sz]ed?|hosted|offers?|provides?|
            supported\sby|budget|in\spartnership|award\w*|launch\w*|details|contact|we\sare\s(?:an?|the)|i\sam\san?)\b""",
        phrase=rf"""\b(?:with|in|into|on|at|for|from|under|over|behind|through|between|against|by|to|is|are|was|had|have|has|bring|
            brings|make|makes|made|keep|keeps|kept|build|builds|mend|mends|sell|sells|sold|bought|buy|find|write|tell|and|before|
            after|inside|round|around|you|we|like|\w+ed|\w+ing|laid|found|got|won|gave|caught|lost|drew|left|hangs?|holds?|stands?|lies?|wears?|needs?|wants?|plays?|sleeps?|lives?|knows?|that\sis|run|runs|give|gives|take|takes|cut|leave|leaves)\s
            (?P<np>(?:an?\s|the\s(?!same|week|day)|our\s|my\s|every\s|{_NUMBER_EN}\s|without\s|no\s)[^\W\d])""",
        denies=r"\b(?:people|they|some)\s(?:think|believe|say|assume)\b|\bnot\b|n[’']t\b|\bdo\snot\b",
        bound=r"the\s.*\s(?:at|in|on|for|without)\s",
        they=r"they\s",
        you=r"(?:you|your|everyone|anyone|everybody|anybody|who)\b",
        subject=r"(?:we|you|i|they|nobody|everyone|everybody|there|it)\b",
        named=r"(?:the|an?|our|my)\s",
        preposition=r"(?:in|on|at|with|to|for|from|by|of|under|over|through|into|about)\s",
        dated=rf"(?:{_MONTH_EN})",
        hinge=r"(?:or|but|not|nor|until|except|unless|only|instead|rather|though|than|so)\b",
        inside=r"\b(?:hundred|thousand|million)\s(?:and\s)?$",
        clause=r"\b(?:is|are|was|were|stops?|starts?|comes?|there|we|you|I|nobody|everyone)\b",
        relative=r"(?:an?|the|our|my|one)\s[\w-]+(?:\s[\w-]+){0,2}?\s(?:that|who|which|nobody|no\sone|everyone|we|you|they)\b",
        ranged=r"\bfrom\b.*\bto\b",
        also=r"\s+and\s+(?=(?:I|we|you|nobody|everyone|everybody|there\s(?:is|are))\b)",
        condition=r"(?:if|when|whenever)\b.*\b(?:I|we|you|take|bring|come|ask|call|they)\b",
        head=r"^(?:(?:the|an?|our|my|your|every|each|no|not\san?|without|only|just)\s)+",
    ),
)

SIGNS: Mapping[Language, Signs] = {"fr": _FR, "en": _EN}
