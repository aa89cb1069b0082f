"""What can be wrong with the voice's own tables: VoiceError, then FrameFault.

A frame is written by people of the house, so a fault in one names its file, line and column and stops at once.
"""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


class VoiceError(OeuvreError):
    """Anything wrong in this room."""

    room = "voice"
    code = "bad-voice"


class FrameFault(VoiceError):
    """A row of a frames table that cannot be used. `place` is `file:line:column`; `found` and `expected` are words."""

    code = "frame-fault"
    exit_code = 2
    http_status = 422
