"""Sphinx configuration; built by ``make docs``, where a warning is an error."""

import re
from importlib.metadata import version as installed_version
from itertools import pairwise

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from govinfo_report import RULES

project = "govinfo-report"
author = "the govinfo-report authors"
copyright = "2026, the govinfo-report authors"
release = version = installed_version("govinfo-report")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]

# Docstrings mark code with single backticks, as Markdown does.
default_role = "code"

html_theme = "furo"
html_title = f"govinfo-report {release}"
html_search_language = "pairs"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 88

# Every reference to our own names must resolve. Those to other projects would need the network.
nitpicky = True
nitpick_ignore_regex = [(r"py:.*", r"(?!govinfo_report\b).*")]


class SearchPairs(SearchEnglish):
    """English by its stems, Chinese by pairs of neighbouring characters.

    Chinese has no spaces, and the browser no dictionary: whoever searches for part of a label must
    find it, however a dictionary would have cut either.
    """

    lang = "pairs"
    language_name = "English"  # which names the stemmer in the browser, too
    chinese = re.compile(r"([\u3400-\u9fff]+)")
    js_splitter_code = r"""
var splitQuery = (query) =>
  query.split(/([\u3400-\u9fff]+|[^\p{Letter}\p{Number}_]+)/u).flatMap((part) => {
    if (!/^[\u3400-\u9fff]{2}/.test(part)) return part.match(/^[\p{Letter}\p{Number}_]+$/u) ?? [];
    return Array.from(part.slice(1), (character, i) => part[i] + character);
  });
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - as Sphinx names it
        """Split a text into words and pairs."""
        words = []
        for part in self.chinese.split(input):
            if self.chinese.fullmatch(part) and len(part) > 1:
                words += ["".join(pair) for pair in pairwise(part)]
            else:
                words += super().split(part)
        return words


def index_rules(app: Sphinx, doctree: nodes.document) -> None:
    """Let search and index find each rule by its id and by what it demands, in both languages."""
    if app.env.current_document.docname != "rules":
        return
    for section in doctree.findall(nodes.section):
        if rule := RULES.get(section[0].astext()):
            (target,) = section["ids"]
            texts = (rule.id, *rule.sentence)
            entries = [("single", text, target, "main", None) for text in texts]
            section.insert(1, addnodes.index(entries=entries))


def setup(app: Sphinx) -> None:
    """Add what stands above to the build."""
    app.add_search_language(SearchPairs)
    app.connect("doctree-read", index_rules)
