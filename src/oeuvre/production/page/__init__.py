"""The run's page."""

from oeuvre.production.report import RunReport


def write_page(report: RunReport) -> str:
    return f"<html><title>{report.title}</title>"


def write_sheet(report: RunReport) -> str:
    return f"<html><title>{report.title}</title>"
