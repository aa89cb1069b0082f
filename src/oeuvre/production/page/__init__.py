"""The run's page, the page of ideas and the sheet to choose from: one file each, whole in itself, without a script.

Templates escape everything that they are given; the only text that passes as it is are our own style sheet and fonts.
"""

from oeuvre.production.page.write import write_ideas, write_page, write_sheet

__all__ = ["write_ideas", "write_page", "write_sheet"]
