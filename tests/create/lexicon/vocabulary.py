"""The closed vocabulary of the hand-tagged lexicon: what a cell of its tables may hold."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


KINDS = _set("thing food drink plant animal person body place time event work matter sound smell weather abstract")
NUMBERS = _set("count mass plural")
TOPICS = _set(
    "food place culture craft sport launch sale service cause care tech travel nature school fashion home music games "
    "books"
)
TAGS = _set(
    """
    edible drinkable sweet hot cold soft hard round hollow fragile small large light-giving shines fragrant noisy
    silent sticky wet
    rises ripens grows blooms falls flows rolls turns opens closes hangs floats flies burns sings travels waits
    returns vanishes moves
    slow handmade firemade mixed mended secondhand ages fresh reused raw
    tool container seat worn held folded cut sewn strings teeth wheels pair tail wall table bed roof ground paper shared
    solitary carried given
    humble precious treat temptation comfort nuisance goodriddance reward trace wild comic childlike old new
    morning noon evening night sunday weekend spring summer autumn winter
    water fire earth wind sky forest farm sea mountain city homely kitchen garden
    indoor outdoor high low destination hearth workplace meetingplace
    maker audience learner lover neighbour family
    virtue flaw appetite emotion effect habit quality
    trans intrans slowverb quick noisyverb gentle harmless pleasure handverb bodyverb kitchenverb mindverb motion
    forbidden apart
    ofperson ofthing taste texture state sober merry negative positive past
    """
)
SHAPES = _set(
    """
    disc ring arch stripe wave ray grid spiral cross drop leaf star crescent dot zigzag knot stair fan shell column
    wheel net flame horizon path square triangle diamond hexagon arrow bubble cone bowl bridge chain eye feather key
    ladder mountain petal thread flag egg cloud tree fork hourglass bell hook hand bird fish
    """
)
