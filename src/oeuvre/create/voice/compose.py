"""Composes headlines: the brief's own clauses first, then sayings and figures whose conditions hold, ranked.

Nothing here knows meaning. A line is right because its frame says for which words and briefs it is, and because the
guard of facts finds nothing in it that the brief does not give. Where nothing good comes, the title is the headline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from oeuvre.create.lexicon import find
from oeuvre.create.voice.capitals import with_capital
from oeuvre.create.voice.clauses import whole_sentences, word_count
from oeuvre.create.voice.cuts import VERBS, cut_short
from oeuvre.create.voice.fill import Filling, fillings, fires, is_fit, render
from oeuvre.create.voice.frames import Frame, frames
from oeuvre.create.voice.ground import Ground
from oeuvre.create.voice.guard import states_only
from oeuvre.create.voice.headline import holds_any, says_the_same, weighed_clauses
from oeuvre.create.voice.rank import tie_break, worth_of_line, worth_of_words
from oeuvre.create.voice.written import Source, Use, Written
from oeuvre.foundation import set_text, verbatim_key

LONGEST = 60
WIDTH = 12
# Of one frame, so many fillings are tried and so many are set and ranked.
_MOST_TRIED, _MOST_SET = 150, 4
_FIRST = 6
_MOST_OWN = 4
_FLAT = 1.5
# A clause has 2 and more, a sentence that addresses somebody and has the right length as much as this.
_WHOLE = 2.5
_MOST_OF_A_FIGURE = 2
# Below this a line is worse than the plain title.
_LEAST_SCORE = {"fr": 0.56, "en": 0.56}
# A French line without a word of the brief must be worth more than that by so much.
_OF_ELSEWHERE = 0.08
_TITLE_SCORE, _SPEAKING_TITLE = 0.5, 0.86
# An English title that names ("Carmen in the Car Park") stands behind a good line only.
_ENGLISH_NAME = 0.72
# A French title of several words is a line already; only the strongest promise stands before it.
_FRENCH_TITLE = 0.88
# What stands behind a verb that calls somebody to do a thing, and never behind a noun.
_AFTER_A_CALL = frozenset(
    {"a", "an", "the", "your", "our", "us", "me", "till", "until", "where", "when", "to", "for", "with"}
)


def compose(
    ground: Ground,
    *,
    most: int = 12,
    seed: int = 0,
    wanted: Sequence[str] = (),
    refused: Collection[str] = (),
    longest: int = LONGEST,
) -> tuple[Written, ...]:
    """Headlines for a brief, the best first, at most `most`, of at most `longest` signs; never none.

    No frame comes twice, nor another of the same saying, and none of the first six shares a filler with another, an
    idea's words apart. With `wanted` (an idea's words) only lines that use one of them come, where there are any.
    `refused` are texts or ids of frames that are left out. `seed` orders equals and moves nothing else. A given
    headline is the only one.
    """
    given = ground.brief.copy.headline
    if given:
        return (Written(set_text(given, ground.language), "headline", "brief", "", 1.0, (), "copy.headline"),)
    ground = ground.with_words(wanted)
    lines = [*own_lines(ground, longest=longest), *_best_of_frames(ground, seed, longest)]
    out = {verbatim_key(text) for text in refused}
    lines = [line for line in lines if verbatim_key(line.text) not in out and line.frame not in refused]
    if wanted:
        asked = (*wanted, *(filler.word.text for filler in ground.borrowed))
        lines = [line for line in lines if _uses(line, asked)]
    title = _title(ground)
    if title.score > _TITLE_SCORE and not wanted and verbatim_key(title.text) not in out and len(title.text) <= longest:
        lines = [title, *(line for line in lines if verbatim_key(line.text).rstrip(".") != verbatim_key(title.text))]
    lines = [line for line in lines if not says_the_same(line.text, title.text) or line.frame or line is title]
    chosen = _choose(sorted(lines, key=lambda line: (-line.score, line.text)), ground, most)
    room = len(title.text) <= longest and verbatim_key(title.text) not in out and not wanted and title not in chosen
    if not chosen or (room and len(chosen) < most):
        at = next((place for place, line in enumerate(chosen) if line.score < title.score), len(chosen))
        chosen.insert(at, title)
    return tuple(chosen)


def candidates(
    ground: Ground, *, width: int = WIDTH, only: Collection[str] = (), table: Sequence[Frame] | None = None
) -> Iterator[Written]:
    """Every line that frames make of a brief, unranked: each frame that fires, with its best `width` words a slot.

    `only` are ids of frames; `table` other frames than the packaged ones.
    """
    for frame in _firing(ground, table):
        if only and frame.id not in only:
            continue
        for filling in fillings(frame, ground, width):
            yield _written(frame, filling, ground, LONGEST)


def own_lines(ground: Ground, *, longest: int = LONGEST) -> list[Written]:
    """The brief's own clauses, whole or cut to seven words or fewer, the strongest first.

    A clause's strength (2 and more, see `headline`) gives 0.7 to 1; one that was cut counts a little less.
    """
    brief = ground.brief
    found = [
        (line.text, line.from_field, strength - (_FLAT if _is_label(line.text, ground.language) else 0.0))
        for line, strength in weighed_clauses(brief)
    ]
    for clause in whole_sentences(brief.about, ground.language):
        line = with_capital(set_text(clause, ground.language)) + "."
        # The whole stands before what was cut from it.
        found = [one for one in found if not says_the_same(line, one[0])]
        flat = _FLAT if _is_label(line, ground.language) else 0.0
        used = sum(1.0 for word in brief.words_use if holds_any(clause, (word,)))
        found.append((line, "about", _WHOLE + used - flat))
    for text, field in ((brief.facts.promise, "facts.promise"), (brief.about, "about")):
        for clause in cut_short(text, ground.language):
            line = with_capital(set_text(clause, ground.language)) + "."
            if not any(says_the_same(line, other) for other, _, _ in found):
                used = sum(1.0 for word in brief.words_use if holds_any(clause, (word,)))
                found.append((line, field, 1.9 + used))
    return [
        Written(text, "headline", "brief", "", round(min(1.0, 0.7 + 0.1 * (strength - 2)), 4), (), field)
        for text, field, strength in found
        if len(text) <= longest and not holds_any(text, brief.words_avoid)
    ]


def _is_label(text: str, language: str) -> bool:
    """Whether a line only names a thing (« Un artisan dans le quartier. »): an article first and no verb that shows."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return words[:1] in (["un"], ["une"], ["des"], ["a"], ["an"]) and not VERBS[language] & set(words[1:])


def figures_for(ground: Ground, use: Use, seed: int, longest: int, most: int) -> list[Written]:
    """Lines of frames for another use than the headline, the best first, no frame twice."""
    lines = sorted(_best_of_frames(ground, seed, longest), key=lambda line: (-line.score, line.text))
    return [
        Written(line.text, use, line.source, line.frame, line.score, line.words)
        for line in _choose(lines, ground, most)
    ]


def _firing(ground: Ground, table: Sequence[Frame] | None) -> Iterator[Frame]:
    language = ground.composes
    if language is not None:
        yield from (frame for frame in (frames(language) if table is None else table) if fires(frame, ground))


@lru_cache(maxsize=8)
def _best_of_frames(ground: Ground, seed: int, longest: int) -> tuple[Written, ...]:
    """Of each frame that fires and is about the brief's topics, its best fillings."""
    found: list[Written] = []
    for frame in _firing(ground, None):
        if ground.topics and not frame.topics & (ground.topics | {"any"}):
            continue
        tried = list(islice(fillings(frame, ground, WIDTH), _MOST_TRIED))
        tried.sort(key=lambda filling: -worth_of_words(frame, filling, ground) - _jitter(seed, frame, filling))
        for filling in [one for one in tried if not _misdates(frame, one)][:_MOST_SET]:
            line = _written(frame, filling, ground, longest, seed)
            least = _LEAST_SCORE[frame.language] + (_OF_ELSEWHERE if _is_of_elsewhere(frame, filling) else 0.0)
            if len(line.text) <= longest and line.score >= least and is_fit(line.text, ground):
                found.append(line)
    return tuple(found)


def _is_of_elsewhere(frame: Frame, filling: Filling) -> bool:
    return frame.language == "fr" and bool(filling) and all(filler.source != "brief" for filler in filling.values())


def _misdates(frame: Frame, filling: Filling) -> bool:
    """Whether a French line gives the hour, day or place of another thing than the one that is announced.

    Title, product and words to use name that; « la salle des mariages » of the text makes no wedding at 3 p.m.
    """
    if frame.language != "fr" or not any(slot.part in ("hour", "day", "placename") for slot in frame.slots):
        return False
    named = ("title", "facts.product", "facts.promise", "words.use", "idea")
    nouns = [filling[slot.letter] for slot in frame.slots if slot.part == "noun"]
    return any(filler.told_by not in named and filler.word.kind != "place" for filler in nouns)


def _jitter(seed: int, frame: Frame, filling: Filling) -> float:
    return tie_break(seed, frame.id, *(filler.key for filler in filling.values()))


def _written(frame: Frame, filling: Filling, ground: Ground, longest: int, seed: int = 0) -> Written:
    text = render(frame, filling)
    score = worth_of_words(frame, filling, ground) + worth_of_line(frame, text, ground, longest)
    source: Source = "saying" if frame.form == "saying" else "figure"
    words = tuple(filling[slot.letter].word.text for slot in frame.slots)
    score = min(1.0, score) + _jitter(seed, frame, filling)
    return Written(text, "headline", source, frame.id, round(score, 6), words)


def _choose(lines: Sequence[Written], ground: Ground, most: int) -> list[Written]:
    """The best lines, no frame twice, no filler twice in the first six; facts are guarded last, since it takes time."""
    language = ground.composes
    # Lines of an idea share its words.
    asked = {filler.word.text for filler in ground.borrowed}
    table = {frame.id: frame for frame in frames(language)} if language else {}
    chosen: list[Written] = []
    later: list[Written] = []
    own = 0
    figures: dict[str, int] = {}

    def offer(line: Written, first: bool) -> None:
        nonlocal own
        turned = _turned(table[line.frame]) if line.frame else ""
        if turned and turned in {_turned(table[other.frame]) for other in chosen if other.frame}:
            return
        if first and len(chosen) < _FIRST and any(set(line.words) & set(other.words) - asked for other in chosen):
            later.append(line)
            return
        if not line.frame:
            if own >= _MOST_OWN:
                return
            own += 1
        else:
            frame = table[line.frame]
            if frame.form != "saying" and figures.get(frame.form, 0) >= _MOST_OF_A_FIGURE:
                return
            if states_only(line.text, ground, excused=frame.fixed):
                return
            figures[frame.form] = figures.get(frame.form, 0) + 1
        chosen.append(line)

    for line in lines:
        if len(chosen) >= most:
            break
        offer(line, True)
    for line in later:
        if len(chosen) >= most:
            break
        if len(chosen) >= _FIRST:
            offer(line, False)
    return [*chosen[:_FIRST], *sorted(chosen[_FIRST:], key=lambda line: (-line.score, line.text))]


def _turned(frame: Frame) -> str:
    """What a frame turns: one saying may have several frames, with other conditions each."""
    return frame.source if frame.form == "saying" and frame.source else frame.text


def _title(ground: Ground) -> Written:
    text = set_text(ground.brief.title, ground.language)
    score = _SPEAKING_TITLE if _speaks(text, ground.language) else _TITLE_SCORE
    if ground.language == "fr" and 3 <= word_count(text) <= 9:
        score = _FRENCH_TITLE
    elif ground.language == "en" and 3 <= word_count(text) <= 9:
        score = max(score, _ENGLISH_NAME)
    return Written(text, "headline", "brief", "", score, (), "title")


def _speaks(title: str, language: str) -> bool:
    """Whether an English title is a line already: three to nine words that call or say ("Teach where the road ends").

    A French verb has more forms than a table: there its length decides.
    """
    words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", title)
    if language != "en" or not 3 <= word_count(title) <= 9:
        return False
    first = find(words[0].casefold(), "en", "verb") if words else None
    called = bool(words) and (
        (first is not None and verbatim_key(first.text) == verbatim_key(words[0])) or words[0].casefold() in VERBS["en"]
    )
    follows = len(words) > 1 and verbatim_key(words[1]) in _AFTER_A_CALL
    says = any(verbatim_key(word) in VERBS["en"] for word in words[1:])
    return says or (called and (follows or find(words[0].casefold(), "en", "noun") is None)) or words[0] == "Don’t"


def _uses(line: Written, wanted: Sequence[str]) -> bool:
    return holds_any(" ".join((line.text, *line.words)), wanted)
