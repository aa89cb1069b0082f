"""The API: HTTP and WebSocket endpoints over one opened home, thin; it serves the built front end.

The studio in the browser uses nothing that the public API lacks.
"""

__all__: list[str] = []
