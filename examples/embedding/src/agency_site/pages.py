"""What the public sees: a page of the site, and a Word file to keep."""

from html import escape
from string import Template

from agency_site.entries import Entry
from govinfo_report import render
from govinfo_report.formats.html import stylesheet

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>$title</title><style>$style</style></head>
<body>
<header><p>本站</p></header>
<main>
$report
</main>
</body>
</html>
""")


def page(entry: Entry) -> str:
    """Return the public page of a report, in the frame of the site."""
    report = entry.report
    return _PAGE.substitute(
        title=escape(report.title or ""),
        style=stylesheet(),
        report=render(report, "html", page=False),
    )


def document(entry: Entry) -> bytes:
    """Return a report as a Word file."""
    return render(entry.report, "docx")
