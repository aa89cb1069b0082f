"""Palettes of nothing but a brand's own colours, and of neutrals made from them.

Grounds, inks and accents are the colours to the bit, or tones of their hues that are nearly white, nearly black, or
between; no scheme lends anything. What is read keeps the contrasts of WCAG 2.2: 4.5 for type, 3 for large signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.kit import Palette
from oeuvre.create.design.palette import AIM, LARGE, SMALL, hex_of, oklch_of, own_layers, reach, schemes

# Lightness and share of the chroma (and its most) of the neutrals: paper, tint, shade, night.
_NEUTRALS = ((0.965, 0.12, 0.016), (0.89, 0.35, 0.05), (0.33, 0.7, 0.08), (0.19, 0.35, 0.04))


def branded(colours: Sequence[str]) -> tuple[Palette, ...]:
    """The palettes that a brand's colours (#rrggbb) give, grounds in turn, so that the first ones are unlike."""
    own = tuple(dict.fromkeys(colour.lower() for colour in colours))
    neutrals = tuple(dict.fromkeys(tone for colour in own for tone in _neutrals(colour)))
    by_ground = [list(_on(ground, own, neutrals)) for ground in (*own, *neutrals)]
    found: dict[tuple[str, ...], Palette] = {}
    for turn in range(max(map(len, by_ground), default=0)):
        for palettes in by_ground:
            if turn < len(palettes):
                one = palettes[turn]
                found.setdefault((one.ground, one.ink, one.signal), one)
    return tuple(found.values())


def _neutrals(colour: str) -> Iterator[str]:
    _, chroma, hue = oklch_of(colour)
    return (hex_of(lightness, min(chroma * share, most), hue) for lightness, share, most in _NEUTRALS)


def _on(ground: str, own: Sequence[str], neutrals: Sequence[str]) -> Iterator[Palette]:
    """The palettes on one ground: each ink that is read on it, with each accent beside."""
    others = [colour for colour in own if colour != ground]
    tones = sorted((tone for tone in neutrals if tone != ground), key=lambda tone: -contrast(tone, ground))
    inks = [colour for colour in others if contrast(colour, ground) >= SMALL]
    inks += [tone for tone in tones if contrast(tone, ground) >= AIM][:2] or tones[:1]
    if contrast(inks[0], ground) < SMALL:
        inks = [reach(oklch_of(own[0]), ground, SMALL)]
    accents = [colour for colour in others if contrast(colour, ground) >= LARGE]
    # A colour of the brand that is lost on this ground comes lighter or darker, its hue kept.
    accents += [reach(oklch_of(colour), ground, LARGE) for colour in own]
    accents += [tone for tone in tones if contrast(tone, ground) >= LARGE]
    dark = oklch_of(ground)[0] < 0.6
    mood = next(scheme.moods[0] for scheme in schemes() if scheme.dark == dark)
    for ink in inks:
        for signal in dict.fromkeys(one for one in accents if one != ink):
            rest = [one for one in (*others, *own, *tones) if one not in (ground, ink, signal)]
            used = [colour for colour in own if colour in (ground, ink, signal)]
            if not used:
                continue
            yield Palette(
                name=f"marque-{ground[1:]}-{ink[1:]}-{signal[1:]}",
                ground=ground,
                ink=ink,
                signal=signal,
                second=rest[0] if rest else signal,
                light=tones[0],
                layers=own_layers(ground, dark=dark),
                mood=mood,
                dark=dark,
                origin="brand",
                brand=(*used, *(one for one in own if one not in used)),
            )
