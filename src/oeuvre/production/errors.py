"""What the loop refuses."""

from oeuvre.foundation import OeuvreError


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


class ChosenStands(ProductionError):
    """A refusal of the very draft whose editions lie in the folder."""

    code = "chosen-stands"
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


class FileUnknown(ProductionError):
    """A file to import that is missing or of no kind we take."""

    code = "file-unknown"
    exit_code = 2


class DesignNeeds(ProductionError):
    """A design on the record names something that this version or this home no longer has."""

    code = "design-needs"
