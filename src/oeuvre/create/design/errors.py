"""What the design room refuses."""

from oeuvre.foundation import Language, OeuvreError, say


class DesignError(OeuvreError):
    """The design room's errors."""

    room = "design"


class TypesettingFailed(DesignError):
    """Typst refused a source of ours, or a font it names is not there."""

    code = "typesetting-failed"


class EditError(DesignError):
    """A correction that cannot be made as it is asked for.

    `place` names what is concerned; among the values, `what` and `elements` are elements and `side` a side of the page.
    """

    exit_code = 2
    http_status = 400

    def message(self, language: Language = "en") -> str:
        return self._said("message", language)

    def remedy(self, language: Language = "en") -> str:
        return self._said("remedy", language)

    def _said(self, part: str, language: Language) -> str:
        values = dict(self.values)
        if "what" in values:
            values["what"] = say(f"design:edits.elements.{values['what']}", language)
        if "side" in values:
            values["side"] = say(f"design:edits.sides.{values['side']}", language)
        elements = values.pop("elements", None)
        if isinstance(elements, tuple):
            values["among"] = ", ".join(say(f"design:edits.elements.{name}", language) for name in elements)
        return say(f"design:errors.{self.code}.{part}", language, place=self.place, **values)


class NothingEdited(EditError):
    """A correction that changes nothing."""

    code = "nothing-edited"


class HeadlineEmpty(EditError):
    """A page without a headline."""

    code = "headline-empty"


class WordsTooLong(EditError):
    """A headline or a line that is longer than any page takes."""

    code = "words-too-long"


class ColourUnclear(EditError):
    """A colour that is none, or a role that no palette has."""

    code = "colour-unclear"


class PaletteUnknown(EditError):
    """A palette that neither the brief nor the table of schemes has."""

    code = "palette-unknown"


class ElementUnknown(EditError):
    """An element of no design."""

    code = "element-unknown"


class NudgeUnclear(EditError):
    """A nudge that is no pair of shares, or farther than the page is wide."""

    code = "nudge-unclear"


class StaysShown(EditError):
    """An element that no page goes without, or that is hidden and shown at once."""

    code = "stays-shown"


class NudgeOff(EditError):
    """A nudge that would push an element off the page."""

    code = "nudge-off"


class NotOnPage(EditError):
    """An element to nudge or to hide that this design does not show."""

    code = "not-on-page"


class NoRoomToMove(EditError):
    """A picture that fills its frame in the direction in which it is to be moved."""

    code = "no-room-to-move"
