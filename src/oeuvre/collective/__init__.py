"""The collective: the tables that people share, live (CRDT), their comments and versions, and the brand kits.

The arrangement of a table is state of its own; what makes or changes a work is an act on the record, and never here.
"""

__all__: list[str] = []
