"""What the loop refuses."""

from __future__ import annotations

from collections.abc import Sequence

from oeuvre.create.design import BY_ID, Fault, NotOnPage
from oeuvre.foundation import Language, OeuvreError, say


class ProductionError(OeuvreError):
    """The loop's errors."""

    room = "production"


class NotOffered(ProductionError):
    """A family refuses a shape of page by design."""

    code = "not-offered"
    exit_code = 3


class MustStay(ProductionError):
    """A format in which the headline or the date found no place."""

    code = "must-stay"
    exit_code = 3


class ForeignFolder(ProductionError):
    """The result's folder holds something that is not ours."""

    code = "foreign-folder"
    exit_code = 2


class FolderUnwritable(ProductionError):
    """The result's folder cannot be written."""

    code = "folder-unwritable"


class ReferencesRefused(ProductionError):
    """With --strict, one refused file stops the run."""

    code = "references-refused"
    exit_code = 2


class NoFaceForScript(ProductionError):
    """A script that neither packaged faces nor the brief's own can draw."""

    code = "no-face"
    exit_code = 2


class UnknownFormat(ProductionError):
    """A format that the table lacks."""

    code = "unknown-format"
    exit_code = 2


class NothingToChoose(ProductionError):
    """No run to choose in, or no draft that may be chosen."""

    code = "nothing-to-choose"


class AllStruckOut(ProductionError):
    """The checks struck out every draft: the rule has nothing to choose from."""

    code = "all-struck-out"
    exit_code = 3


class MarkInScene(NotOnPage):
    """A mark to nudge or to hide that this layout draws into its own picture."""

    room = "production"
    code = "mark-in-scene"


class NotRecoloured(ProductionError):
    """A picture that is no drawing of shapes, so that its colours cannot be exchanged."""

    code = "not-recoloured"
    exit_code = 2


class CopyLost(ProductionError):
    """A file of the result that is neither in the folder nor whole in the home's store."""

    code = "copy-lost"


class ZipInTheWay(ProductionError):
    """A file beside the result's folder that bears the zip's name and is no zip of that folder."""

    code = "zip-in-the-way"


class HomeInside(ProductionError):
    """A result's folder that is the home, lies in its keys or store, or would hold the home."""

    code = "home-inside"
    exit_code = 2


class NoSuchDraft(ProductionError):
    """A number, a file or an id that is no draft of this run."""

    code = "no-such-draft"
    exit_code = 2


class NotRepeatable(ProductionError):
    """An act that cannot be done again: by a person, or one that made nothing out of what the record holds."""

    code = "not-repeatable"
    exit_code = 2


class NoSuchIdea(ProductionError):
    """A number that is no idea of this run."""

    code = "no-such-idea"
    exit_code = 2


class IdeaRefused(ProductionError):
    """Drafts asked for of an idea that a person refused."""

    code = "idea-refused"
    exit_code = 2


class RunBusy(ProductionError):
    """Another process works on the same folder."""

    code = "run-busy"


class ShareAlikeOff(ProductionError):
    """A share-alike picture in a brief that does not accept its terms."""

    code = "share-alike-off"
    exit_code = 2


class PathOutside(ProductionError):
    """A name on the record that leads out of the result's folder: a record of another's may say anything."""

    code = "path-outside"
    exit_code = 3


class MarkUnknown(ProductionError):
    """A mark that is neither a piece of the library nor an imported picture in which something is seen."""

    code = "mark-unknown"
    exit_code = 2
    http_status = 404


class PictureUnknown(ProductionError):
    """A picture that is neither a photograph of the library nor an imported one."""

    code = "picture-unknown"
    exit_code = 2
    http_status = 404


class NotInFamily(ProductionError):
    """A mark or a picture given to a design whose family shows none."""

    code = "not-in-family"
    exit_code = 2
    http_status = 409

    def message(self, language: Language = "en") -> str:
        family = str(self.values["family"])
        named = BY_ID[family].name(language) if family in BY_ID else family
        what = say(f"design:edits.elements.{self.values['what']}", language)
        return say("production:errors.not-in-family.message", language, family=named, what=what)


class BreaksCheck(ProductionError):
    """A correction that breaks a check: nothing is recorded, unless a person says that it stays so."""

    code = "breaks-check"
    exit_code = 3
    http_status = 409

    def __init__(self, place: str = "", *, faults: Sequence[Fault] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__(place)

    def reasons(self, language: Language = "en") -> tuple[str, ...]:
        """What breaks, each once, as a designer would say it."""
        return tuple(dict.fromkeys(fault.reason(language) for fault in self.faults))

    def message(self, language: Language = "en") -> str:
        faults = say("production:page.semicolon", language).join(self.reasons(language))
        return say("production:errors.breaks-check.message", language, faults=faults)


class NotHeldBack(ProductionError):
    """A format that no check holds back, or that nobody's word can mend."""

    code = "not-held-back"
    exit_code = 2
    http_status = 409


class NothingToUndo(ProductionError):
    """A design on which nothing was decided, or nothing that still holds."""

    code = "nothing-to-undo"
    exit_code = 2
    http_status = 409


class NoSuchRound(ProductionError):
    """A number that is no round of this run."""

    code = "no-such-round"
    exit_code = 2
    http_status = 404


class RoundSize(ProductionError):
    """A round of no variants, or of more than one asks for at once."""

    code = "round-size"
    exit_code = 2
    http_status = 422


class TwoDesigns(ProductionError):
    """A mix of one design with itself, or a round of one that names two."""

    code = "two-designs"
    exit_code = 2
    http_status = 422


class BadColour(ProductionError):
    """A colour that is none."""

    code = "bad-colour"
    exit_code = 2
    http_status = 422


class NoColours(ProductionError):
    """A round in our colours where nobody said which they are."""

    code = "no-colours"
    exit_code = 2
    http_status = 422


class NothingToVary(ProductionError):
    """A round that keeps all there is (`traits`), or for whose `kind` the brief has nothing else.

    `place` has the numbers of what it began from.
    """

    code = "nothing-to-vary"
    http_status = 409

    def message(self, language: Language = "en") -> str:
        traits, kind = self.values["traits"], self.values["kind"]
        assert isinstance(traits, Sequence)
        kept = ", ".join(say(f"production:rounds.traits.{trait}", language) for trait in traits)
        kept = kept or say(f"production:rounds.{kind}", language, of=self.place)
        return say(f"production:errors.{self.code}.message", language, kept=kept)


class FileUnknown(ProductionError):
    """A file to import that is missing or of no kind we take."""

    code = "file-unknown"
    exit_code = 2


class DesignNeeds(ProductionError):
    """A design on the record names something that this version or this home no longer has."""

    code = "design-needs"
