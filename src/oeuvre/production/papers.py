from oeuvre.production.report import RunReport


def credits_text(report: RunReport) -> str:
    return "\n".join(f"{c.role}: {c.who} {c.what} {c.licence}" for c in report.credits)
