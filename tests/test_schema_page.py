"""The reference of the schema in the documentation says what the schema says."""

from govinfo_report import figure_paths
from tests import schema_page


def test_the_page_is_up_to_date() -> None:
    """`python -m tests.schema_page` would write what is there."""
    assert schema_page.PAGE.read_text(encoding="utf-8") == schema_page.page()


def test_every_figure_has_a_place() -> None:
    """Each figure of either edition stands there, if not by itself, then by its row."""
    text = schema_page.page()
    for path in (*figure_paths("2021"), *figure_paths("2019")):
        pointer = f"/{path.replace('.', '/')}"
        row, _, column = pointer.rpartition("/")
        kind = row.rpartition("/")[2]
        assert f"| `{pointer}` |" in text or (
            f"| `/{column}` |" in text and (f"| `{row}` |" in text or f"| `/{kind}` |" in text)
        )
