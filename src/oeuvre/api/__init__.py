"""The API: HTTP and WebSocket endpoints over one opened home, thin; it serves the built front end.

The studio in the browser uses nothing that the public API lacks.
"""

from oeuvre.api.app import create_app
from oeuvre.api.limits import Limits
from oeuvre.api.serving import serve
from oeuvre.api.sessions import hosts_of

__all__ = ["Limits", "create_app", "hosts_of", "serve"]
