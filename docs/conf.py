"""Sphinx configuration; built by ``make docs``, where a warning is an error."""

from importlib.metadata import version as installed_version

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

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "member-order": "bysource", "show-inheritance": True}
autodoc_typehints_format = "short"

# Every reference to our own names must resolve. Those to other projects would need the network.
nitpicky = True
nitpick_ignore_regex = [(r"py:.*", r"(?!govinfo_report\b).*")]
