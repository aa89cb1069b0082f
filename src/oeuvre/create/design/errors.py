"""What the design room refuses."""

from oeuvre.foundation import OeuvreError


class DesignError(OeuvreError):
    """The design room's errors."""

    room = "design"


class TypesettingFailed(DesignError):
    """Typst refused a source of ours, or a font it names is not there."""

    code = "typesetting-failed"
