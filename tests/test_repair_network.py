"""The identities as networks: what their data must be like for flows to tell everything."""

from collections import Counter

import pytest
from hypothesis import given

from govinfo_report import AnnualReport, Edition, figure_paths, identities
from govinfo_report.repair.counts import counts
from govinfo_report.repair.network import Network, networks
from tests.faults import consistent, figures

NETWORKS = [
    pytest.param(network, id=f"{edition}-{number}")
    for edition in Edition
    for number, network in enumerate(networks(edition))
]


@pytest.mark.parametrize("edition", Edition)
def test_every_identity_has_a_place(edition: Edition) -> None:
    """42 identities in edition 2021, 40 in edition 2019: all are nodes but one hinge."""
    parts = networks(edition)
    assert len(parts) == 4
    assert {i for part in parts for i in part.all_identities} == {*identities(edition)}
    assert [part.hinge and part.hinge.left for part in parts] == [
        ("requests.outcomes_total.total",), None, None, None,
    ]  # fmt: skip
    paths = [path for part in parts for path in part.paths]
    assert paths == [path for path in figure_paths(edition) if not path.startswith("proactive.")]


@pytest.mark.parametrize("network", NETWORKS)
def test_a_figure_is_an_arc(network: Network) -> None:
    """It leaves one node and enters another; these are the identities that mention it."""
    for path, tail, head in zip(network.paths, network.tails, network.heads, strict=True):
        assert tail != head
        mentioned = [i for i in network.identities if i is not None and path in i.figures]
        ends = [network.identities[node] for node in (tail, head)]
        assert [i for i in network.identities if i in ends and i is not None] == mentioned


@pytest.mark.parametrize("network", NETWORKS)
def test_each_identity_is_conserved(network: Network) -> None:
    """With one sign throughout, the left side of an identity comes in and the right goes out."""
    for node, identity in enumerate(network.identities):
        if identity is not None:
            comes_in = {
                p for p, head in zip(network.paths, network.heads, strict=True) if head == node
            }
            goes_out = {
                p for p, tail in zip(network.paths, network.tails, strict=True) if tail == node
            }
            assert (comes_in, goes_out) in (
                ({*identity.left}, {*identity.right}),
                ({*identity.right}, {*identity.left}),
            )


@pytest.mark.parametrize("edition", Edition)
def test_either_side_adds_up_to_the_hinge(edition: Edition) -> None:
    """So the hinge follows from the others, which is why it needs no node."""
    network = networks(edition)[0]
    assert network.hinge is not None
    for half in (0, 1):
        across: Counter[str] = Counter()
        for path, tail, head in zip(network.paths, network.tails, network.heads, strict=True):
            across[path] += (network.halves[head] == half) - (network.halves[tail] == half)
        signs = {across[path] for path in network.hinge.left}
        assert {path for path, times in across.items() if times} == {*network.hinge.figures}
        assert {across[path] for path in network.hinge.right} == {-sign for sign in signs}


@given(consistent())
def test_counts_are_the_figures(report: AnnualReport) -> None:
    """The quick way to read figures reads the same, in the same order."""
    assert list(counts(report).items()) == list(figures(report).items())
