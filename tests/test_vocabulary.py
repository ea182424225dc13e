"""The vocabularies, held against the independent transcription of the form."""

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from govinfo_report import (
    AgencyKind,
    AnnualReport,
    Applicant,
    DecodeError,
    DisputeKind,
    DisputeResult,
    Edition,
    InvalidReportError,
    Measure,
    Outcome,
    OutcomeCategory,
    ProactiveItem,
    Requests,
    figure_paths,
    form,
    from_dict,
    identities,
    schema,
    tally,
    to_dict,
)
from tests import witness

if TYPE_CHECKING:
    from collections.abc import Callable

EDITIONS = ("2019", "2021")


@pytest.mark.parametrize("edition", EDITIONS)
def test_outcomes_are_those_of_the_form(edition: str) -> None:
    """Order, category and legal basis of each outcome, as the form and the Regulation have them."""
    ours = [(o.value, o.category.value, o.basis) for o in Outcome.of(edition)]
    theirs = [
        (name, category, basis and basis.removeprefix("Reg. ").removeprefix("art. "))
        for name, category, basis in witness.OUTCOMES[edition]
    ]
    assert [(n, c, b and b.removeprefix("Reg. art. ")) for n, c, b in ours] == theirs


@pytest.mark.parametrize("edition", EDITIONS)
def test_outcomes_are_printed_as_the_form_prints_them(edition: str) -> None:
    """Number and label of each row of table three, with its category's."""
    rows = dict(witness.REQUEST_ROWS[edition])
    for outcome in Outcome.of(edition):
        labels = rows[f"requests.outcomes.{outcome}"]
        assert outcome.printed == labels[-1]
        assert outcome.category.printed == labels[1]
        assert outcome.is_own_row == (len(labels) == 2)


@pytest.mark.parametrize("edition", EDITIONS)
def test_categories_divide_the_outcomes(edition: str) -> None:
    """Every outcome is in exactly one category, in form order."""
    assert Outcome.of(edition) == tuple(
        outcome for category in OutcomeCategory for outcome in category.outcomes(edition)
    )
    assert all(o.is_refusal == (o.category == "refused") for o in Outcome.of(edition))


def test_applicants_and_results() -> None:
    """Names and labels of the columns of tables three and four."""
    total = ("total", "总计")
    assert (*((a.value, a.label) for a in Applicant), total) == witness.APPLICANTS
    assert (*((r.value, r.label) for r in DisputeResult), total) == witness.DISPUTE_RESULTS
    assert [(k.value, k.label) for k in DisputeKind] == [
        (name, labels[-1]) for name, labels in witness.DISPUTE_BLOCKS
    ]
    assert [a for a in Applicant if not a.is_organisation] == ["natural_person"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_items_and_measures(edition: str) -> None:
    """Rows and columns of table two."""
    ours = [(item, *item.measures(edition)) for item in ProactiveItem.of(edition)]
    theirs = [
        (item, *(measure for measure, _ in measures))
        for _, items, measures in witness.PROACTIVE[edition]
        for item, _ in items
    ]
    assert ours == theirs


def test_measures_know_their_kind_of_number() -> None:
    """Only amounts are in 万元 and only the change of edition 2019 has a sign."""
    assert [m for m in Measure if m.is_amount] == ["amount"]
    assert [m for m in Measure if m.is_signed] == ["change"]


@pytest.mark.parametrize("outcome", Outcome)
def test_parse_understands_what_is_printed(outcome: Outcome) -> None:
    """A value, the label with and without its number, in any width and spacing."""
    edition = max(outcome.editions)
    number_spaced = f" {outcome.number} 、{outcome.label[:2]}\n{outcome.label[2:]}"
    for text in (outcome.value, outcome.label, outcome.printed, number_spaced):
        assert Outcome.parse(text, edition) is outcome


@pytest.mark.parametrize("text", ["", "不予公开", "其他处理", "fee overdue", "8.属于"])
def test_parse_refuses_what_names_no_outcome(text: str) -> None:
    """Categories, glosses and pieces of labels name no single outcome."""
    with pytest.raises(InvalidReportError, match="edition 2021 has no outcome") as caught:
        Outcome.parse(text)
    assert "2021 年版表格没有办理结果" in caught.value.message("zh")


def test_parse_knows_the_edition() -> None:
    """An outcome of the other edition is none."""
    assert Outcome.parse("（六）其他处理", "2019") is Outcome.OTHERWISE_HANDLED
    with pytest.raises(InvalidReportError, match="edition 2019 has no outcome 'fee_overdue'"):
        Outcome.parse("fee_overdue", "2019")


def test_editions() -> None:
    """国办公开办函〔2021〕30号 replaced 〔2019〕60号 from report year 2021 on."""
    years = [2008, 2019, 2020, 2021, 2030]
    assert [Edition.in_force(year) for year in years] == ["2019", "2019", "2019", "2021", "2021"]
    assert "2021" == Edition("2021") is Edition.E2021
    assert Edition.E2019.notice == "国办公开办函〔2019〕60号"
    assert (Edition.E2019.last_year, Edition.E2021.last_year) == (2020, None)


@pytest.mark.parametrize("wrong", ["2020", "", 2021])
def test_an_edition_that_there_is_not(wrong: Any) -> None:
    """Whatever takes an edition says in both languages what it was given and which there are."""
    functions: tuple[Callable[[Any], object], ...] = (
        Edition,
        AnnualReport,
        Requests.blank,
        form,
        figure_paths,
        identities,
        schema.load,
        schema.rules,
        Outcome.of,
        ProactiveItem.of,
        ProactiveItem.FEES.measures,
        partial(Outcome.parse, "granted"),
        lambda edition: tally((), year=2021, edition=edition),
    )
    for function in functions:
        with pytest.raises(InvalidReportError) as caught:
            function(wrong)
        assert caught.value.message("en") == f"Edition has no {wrong!r}; it has 2019, 2021"
        assert caught.value.message("zh") == f"Edition 没有 {wrong!r}；可用：2019、2021"
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
        assert again.text == caught.value.text


def test_decoders_name_the_place() -> None:
    """What decodes a document says where in it the edition is wrong, as of any other value."""
    with pytest.raises(msgspec.ValidationError, match=r"^Invalid enum value '2020' - at `\$\[0\]`"):
        msgspec.json.decode(b'["2020"]', type=list[Edition])
    with pytest.raises(DecodeError, match=r'^/edition: expected 2019 or 2021, got "2020"'):
        from_dict(to_dict(AnnualReport("2021")) | {"edition": "2020"})


def test_deadlines() -> None:
    """Art. 49: departments by 31 January, governments by 31 March of the following year."""
    assert {kind.value: kind.deadline for kind in AgencyKind} == {
        "department": (1, 31),
        "government": (3, 31),
        "other": None,
    }


@pytest.mark.parametrize(
    "vocabulary",
    [AgencyKind, Applicant, DisputeKind, DisputeResult, Edition, Measure, Outcome, ProactiveItem],
)
def test_members_are_their_values(vocabulary: type[Outcome]) -> None:
    """A member equals, hashes, formats and pickles as its value."""
    for member in vocabulary:
        assert hash(member) == hash(member.value)
        assert f"{member}" == member.value
        assert vocabulary(member.value) is member
        assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own bytes
