"""What each format marks as its own: so that it is known without the module that writes it."""

from typing import Final

MARKDOWN: Final = "<!-- govinfo-report 1 -->"
"""The first line of a Markdown file; the number is that of the conventions."""
CSV: Final = ("report", "path", "row", "column", "value")
"""The columns of a CSV file; `row` and `column` hold the labels that lead to the figure."""
TEXT: Final = "═" * 16
"""The rule under the title of a text."""
FORM: Final = b'<script type="application/json" id="govinfo-report">'
"""What precedes the report in a form to fill in."""
