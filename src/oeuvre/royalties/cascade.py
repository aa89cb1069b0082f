"""The same allocation for many works at once: arrays in place of objects, and not a unit of difference.

Works and parties are numbered in the order of their ids, so that ties break as in `allocation`. Shares are integers
over `scale`: a relative claim k generations up is an integer over scale**k, brought to the height h of its earner, so
every claim on an earner is an integer over scale**h, and every part of a party one over scale**h times the common
weight. As long as that denominator stays under 2**61, quotient and remainder of amount times part come exactly out of
64-bit words (`_divided`); an earner beyond that, or with very many paths, is worked out by `allocation` instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

from oeuvre.royalties.allocation import Claims, Split, split_of
from oeuvre.royalties.errors import AmountTooLarge, NotConserved, OverHundred
from oeuvre.royalties.rounding import apportion
from oeuvre.royalties.scenario import POLICIES, Holding, Parent, Share

Ints = npt.NDArray[np.int64]
RELATIVE, EDGE = POLICIES.index("relative"), POLICIES.index("absolute-edge")
_LARGEST_WHOLE = 1 << 61
# Rows of one pass; more are worked off one pass after the other, so that memory stays bounded and near.
_ROWS = 1 << 18
# An earner with more paths than this above it is followed by levels with unbounded integers, not path by path.
_PATHS = 1 << 16


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines in order of posting, work, party: one for each pair that has a part, all arrays of one length.

    `posting` counts the postings that were handed in; `work` and `party` are numbers in the order of ids; `amount` is
    in minor units; `paths` is how many ways lead from the work that earned to the one that is paid.
    """

    posting: Ints
    work: Ints
    party: Ints
    amount: Ints
    paths: Ints


@dataclass(frozen=True, eq=False)
class Graph:
    """A lineage as arrays. Works are numbered 0 to `works` - 1.

    Edges lead from `child` to `parent`, which takes `numerator` / `scale` by `policy` (place in `POLICIES`). Work w is
    held by `party[first_share[w]:first_share[w + 1]]`, in the order of their ids, with `weight` over `weight_sum[w]`.
    Handed in as they hold: no cycle, nothing over 100 %, no mixes (`lineage.faults_of`).
    """

    works: int
    child: Ints
    parent: Ints
    numerator: Ints
    scale: int
    policy: npt.NDArray[np.int8]
    first_share: Ints
    party: Ints
    weight: Ints


class Cascade:
    """A lineage made ready; `spread` takes postings and gives lines."""

    def __init__(self, graph: Graph, shares: Sequence[Fraction] = (), weights: Sequence[int] = ()) -> None:
        """A graph made ready.

        `shares` of the edges and `weights` of the parties are given where 64-bit words cannot hold them exactly.
        """
        self.work_ids: tuple[str, ...] = ()
        self.party_ids: tuple[str, ...] = ()
        self.graph = graph
        self._exact_shares, self._exact_weights = shares, weights
        self._number_edges()
        self._measure()
        self._weigh()

    @classmethod
    def of(cls, works: Mapping[str, Holding]) -> Cascade:
        """The arrays of a lineage given as holdings; `work_ids` and `party_ids` have the names by number."""
        ids = sorted(works)
        number = {work: place for place, work in enumerate(ids)}
        parties = sorted({share.party for one in works.values() for share in one.shares})
        party_number = {party: place for place, party in enumerate(parties)}
        edges = [(number[work], number[edge.work], edge) for work in ids for edge in works[work].parents]
        scale = lcm(*(edge.share.denominator for _, _, edge in edges))
        if scale >= _LARGEST_WHOLE:
            scale = 0  # no array can hold it: every earner is worked out by `allocation`
        first, held, weights = [0], list[int](), list[int]()
        for work in ids:
            shares = sorted((share for share in works[work].shares if share.weight), key=lambda share: share.party)
            common = lcm(*(share.weight.denominator for share in shares))
            whole = [int(share.weight * common) for share in shares]
            shrink = gcd(*whole)
            held += [party_number[share.party] for share in shares]
            weights += [weight // shrink for weight in whole]
            first.append(len(held))
        graph = Graph(
            len(ids),
            _ints([child for child, _, _ in edges]),
            _ints([parent for _, parent, _ in edges]),
            _ints([int(edge.share * scale) for _, _, edge in edges]),
            scale,
            np.array([POLICIES.index(edge.policy) for _, _, edge in edges], dtype=np.int8),
            _ints(first),
            _ints(held),
            _ints([min(weight, _LARGEST_WHOLE) for weight in weights]),
        )
        made = cls(graph, [edge.share for _, _, edge in edges], weights)
        made.work_ids, made.party_ids = tuple(ids), tuple(parties)
        return made

    def _number_edges(self) -> None:
        """Edges in the order of their parents, a self-edge of each work among them, so that one sort groups them."""
        graph = self.graph
        everyone = np.arange(graph.works, dtype=np.int64)
        parents = np.concatenate([graph.parent, everyone])
        children = np.concatenate([graph.child, everyone])
        order = np.lexsort((children, parents))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        self._edge_order = order
        self._edge_parent = parents[order]
        self._edge_numerator = np.concatenate([graph.numerator, np.zeros(graph.works, np.int64)])[order]
        self._edge_policy = np.concatenate([graph.policy, np.full(graph.works, -1, np.int8)])[order]
        self._self_edge = place[len(graph.child) :]
        by_child = np.argsort(graph.child, kind="stable")
        self._up = place[: len(graph.child)][by_child]
        self._degree = np.bincount(graph.child, minlength=graph.works).astype(np.int64)
        self._first_up = np.concatenate([[0], np.cumsum(self._degree)])[:-1].astype(np.int64)
        self._has_relative = bool((graph.policy == RELATIVE).any())
        self._has_absolute = bool((graph.policy != RELATIVE).any())
        self._once = bool((graph.policy == EDGE).any())

    def _measure(self) -> None:
        """By level: how far up each work's relative claims reach, and along how many paths."""
        graph = self.graph
        height = np.zeros(graph.works, np.int64)
        # Floats: only whether there are too many is asked.
        paths = np.zeros(graph.works)
        waiting = self._degree.copy()
        by_parent = np.argsort(graph.parent, kind="stable")
        fan = np.bincount(graph.parent, minlength=graph.works).astype(np.int64)
        first = np.concatenate([[0], np.cumsum(fan)])[:-1].astype(np.int64)
        relative = (graph.policy == RELATIVE).astype(np.int64)
        level = np.flatnonzero(waiting == 0)
        while len(level):
            edges = by_parent[_spans(first[level], fan[level])]
            child, parent = graph.child[edges], graph.parent[edges]
            np.maximum.at(height, child, (height[parent] + 1) * relative[edges])
            np.add.at(paths, child, paths[parent] + 1)
            np.subtract.at(waiting, child, 1)
            ready = child[waiting[child] == 0]
            level = np.unique(ready)
        self._height = np.maximum(height, 1)
        self._paths = paths
        out = np.zeros(graph.works, np.int64)
        np.add.at(out, graph.child, graph.numerator * relative)
        self._kept = graph.scale - out  # of `scale` parts of what reaches a work

    def _weigh(self) -> None:
        """One denominator for the weights of all works, where there is a small one."""
        graph = self.graph
        counts = np.diff(graph.first_share)
        sums = np.zeros(graph.works)
        owner = np.repeat(np.arange(graph.works), counts)
        np.add.at(sums, owner, graph.weight.astype(float))
        self._whole_weight = 0
        if graph.scale and float(sums.max(initial=0)) < 2**53:
            common = 1
            for value in np.unique(sums.astype(np.int64)):
                common = lcm(common, int(value))
                if common >= _LARGEST_WHOLE:
                    break
            else:
                self._whole_weight = common
                self._factor = graph.weight * (common // sums.astype(np.int64)[owner])
        self._holders = counts

    def spread(self, earners: Ints, amounts: Ints) -> Lines:
        """The lines of postings: posting i is `amounts[i]` minor units (0 to 2**61) that work `earners[i]` earned.

        The same work may earn in several postings. Each is rounded by itself, as `allocation.allocate` does.
        """
        return _joined(list(self.batches(earners, amounts)))

    def batches(self, earners: Ints, amounts: Ints) -> Iterator[Lines]:
        """What `spread` gives, some earners at a time: the same lines in runs of bounded size, each posting whole."""
        if len(amounts) and int(amounts.max()) >= _LARGEST_WHOLE:
            raise AmountTooLarge(str(int(amounts.max())))
        works, which = np.unique(earners, return_inverse=True)
        fits = self._fits(works)
        by_work = np.argsort(which, kind="stable")
        bounds = np.searchsorted(which[by_work], np.arange(len(works) + 1))
        for start, end in self._passes(works, np.diff(bounds)):
            chosen = np.arange(start, end)[fits[start:end]]
            if len(chosen):
                yield self._pass(works[chosen], bounds[chosen], bounds[chosen + 1], by_work, amounts)
        for place in np.flatnonzero(~fits):
            yield self._exactly(int(works[place]), by_work[bounds[place] : bounds[place + 1]], amounts)

    def _fits(self, works: Ints) -> npt.NDArray[np.bool_]:
        """Which earners can be followed in 64-bit words, path by path."""
        if not self._whole_weight:
            return np.zeros(len(works), np.bool_)
        steps = self._height[works] * (np.log2(self.graph.scale) if self.graph.scale > 1 else 0.0)
        fits: npt.NDArray[np.bool_] = steps + np.log2(self._whole_weight) < 60.9
        return fits & (self._paths[works] <= _PATHS)

    def _passes(self, works: Ints, postings: Ints) -> list[tuple[int, int]]:
        """Runs of earners that together make no more than `_ROWS` rows, or are one."""
        rows = np.cumsum((np.minimum(self._paths[works], _PATHS) + 1) * np.maximum(postings, 1))
        passes, start, base = [], 0, 0.0
        while start < len(works):
            end = max(start + 1, int(np.searchsorted(rows, base + _ROWS, side="right")))
            passes.append((start, end))
            base, start = float(rows[end - 1]), end
        return passes

    def _pass(self, works: Ints, first: Ints, last: Ints, by_work: Ints, amounts: Ints) -> Lines:
        earner, work, net, paths = self._follow(works)
        whole = _powers(self.graph.scale, self._height[works]) * self._whole_weight
        held = self._holders[work]
        if (held == 1).all():
            share = self.graph.first_share[work]
        else:
            share = _spans(self.graph.first_share[work], held)
            earner, work, net, paths = (np.repeat(each, held) for each in (earner, work, net, paths))
        part = net * self._factor[share]
        party = self.graph.party[share]
        # From earners to postings: most earn once.
        rows = np.bincount(earner, minlength=len(works)).astype(np.int64)
        times = last - first
        if (times == 1).all():
            posting = by_work[first]
        else:
            starts = np.concatenate([[0], np.cumsum(rows)])[:-1]
            again = np.repeat(np.arange(len(works)), times)
            posting = by_work[_spans(first, times)]
            taken = _spans(starts[again], rows[again])
            work, party, part, paths = work[taken], party[taken], part[taken], paths[taken]
            rows, whole = rows[again], whole[again]
        shares = _apportioned(amounts[posting], part, rows, whole)
        sums = np.add.reduceat(shares, np.concatenate([[0], np.cumsum(rows)])[:-1].astype(np.int64))
        if (sums != amounts[posting]).any():
            raise NotConserved(str(int(posting[np.flatnonzero(sums != amounts[posting])[0]])), detail="cascade")
        return Lines(np.repeat(posting, rows), work, party, shares, paths)

    def _follow(self, works: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Claims on each of `works`: its place, the work that is paid, the claim over scale**height, the paths."""
        scale = self.graph.scale
        top = _powers(scale, self._height[works])
        step = top // scale
        earner, node, flow = np.arange(len(works), dtype=np.int64), works, top
        found = [(earner, self._self_edge[works], np.zeros(len(works), np.int64))]
        while len(node):
            degree = self._degree[node]
            edge = self._up[_spans(self._first_up[node], degree)]
            earner, taken = np.repeat(earner, degree), self._edge_numerator[edge]
            if self._has_relative:
                reached = np.repeat(flow, degree) // scale
                if self._has_absolute:
                    reached = np.where(self._edge_policy[edge] == RELATIVE, reached, step[earner])
                taken = taken * reached
            else:
                taken = taken * step[earner]
            pays = taken > 0
            goes_on = pays if not self._has_absolute else pays | (self._edge_policy[edge] != RELATIVE)
            if not goes_on.all():
                earner, edge, taken, pays = earner[goes_on], edge[goes_on], taken[goes_on], pays[goes_on]
            node, flow = self._edge_parent[edge], taken
            if pays.all():
                found.append((earner, edge, taken))
            else:
                found.append((earner[pays], edge[pays], taken[pays]))
        earner, edge, taken = (np.concatenate(each) for each in zip(*found, strict=True))
        return self._gathered(works, top, earner, edge, taken)

    def _gathered(self, works: Ints, top: Ints, earner: Ints, edge: Ints, taken: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Rows along paths brought together by earner and paid work."""
        edge_bits, row_bits = (max(1, int(n - 1).bit_length()) for n in (len(self._edge_parent), len(edge)))
        key = np.sort((((earner << edge_bits) | edge) << row_bits) | np.arange(len(edge)))
        taken = taken[key & ((1 << row_bits) - 1)]
        key >>= row_bits
        edge, earner = key & ((1 << edge_bits) - 1), key >> edge_bits
        policy = self._edge_policy[edge]
        if self._once:
            again = np.concatenate([[False], key[1:] == key[:-1]]) & (policy == EDGE)
            taken = np.where(again, 0, taken)
        paid = self._edge_parent[edge]
        starts = np.flatnonzero(np.concatenate([[True], (paid[1:] != paid[:-1]) | (earner[1:] != earner[:-1])]))
        paths = np.diff(starts, append=len(paid))
        net = np.add.reduceat(taken, starts)
        work, earner = paid[starts], earner[starts]
        if self._has_relative:
            net = self._keep(net, work)
        own = work == works[earner]
        # What absolute edges take comes off the earner's gross; what relative ones take, off what reaches a work.
        reached = top // self.graph.scale * self._kept[works]
        if self._has_absolute:
            off = np.where(policy >= 0, taken, 0)
            if self._has_relative:
                off = np.where(policy == RELATIVE, 0, off)
            firsts = np.flatnonzero(np.concatenate([[True], key[1:] >> edge_bits != key[:-1] >> edge_bits]))
            reached = reached - np.add.reduceat(off, firsts)
        if (reached < 0).any():
            raise OverHundred(str(int(works[np.flatnonzero(reached < 0)[0]])), percent="> 100", path="?")
        net[own] = reached
        some = net > 0
        return (earner, work, net, paths) if some.all() else (earner[some], work[some], net[some], paths[some])

    def _keep(self, net: Ints, work: Ints) -> Ints:
        """What a work keeps of what reaches it; only works without relative parents are reached by odd amounts."""
        scale = self.graph.scale
        kept = self._kept[work]
        return np.where(kept == scale, net, net // scale * kept)

    def _exactly(self, work: int, postings: Ints, amounts: Ints) -> Lines:
        """One earner by the arithmetic of `allocation`."""
        split = self._split(work)
        size = len(split.parts)
        paid = _ints([int(claim.work) for claim in split.claims])
        party = _ints([int(name) for name in split.parties])
        paths = _ints([min(claim.paths, 2**63 - 1) for claim in split.claims])
        shares = [apportion(int(amounts[posting]), split.parts, split.whole) for posting in postings]
        times = len(postings)
        return Lines(
            np.repeat(postings, size),
            np.tile(paid, times),
            np.tile(party, times),
            _ints([amount for each in shares for amount in each]),
            np.tile(paths, times),
        )

    def _split(self, work: int) -> Split:
        """The parts of all parties in what `work` earns; names are the numbers, written so that they sort as such."""
        graph, holdings = self.graph, dict[str, Holding]()
        waiting = [work]
        while waiting:
            one = waiting.pop()
            if _name(one) in holdings:
                continue
            first, last = self._first_up[one], self._first_up[one] + self._degree[one]
            edges = [int(edge) for edge in self._up[first:last]]
            waiting += [int(self._edge_parent[edge]) for edge in edges]
            start, end = graph.first_share[one], graph.first_share[one + 1]
            holdings[_name(one)] = Holding(
                _name(one),
                tuple(
                    Share(_name(party), Fraction(int(weight)))
                    for party, weight in zip(
                        graph.party[start:end].tolist(), (self._exact_weights or graph.weight)[start:end], strict=True
                    )
                ),
                tuple(
                    Parent(_name(int(self._edge_parent[edge])), self._share(edge), POLICIES[self._edge_policy[edge]])
                    for edge in edges
                ),
            )
        return split_of(Claims(holdings).on(_name(work)), holdings)

    def _share(self, edge: int) -> Fraction:
        original = int(self._edge_order[edge])
        if self._exact_shares:
            return self._exact_shares[original]
        return Fraction(int(self.graph.numerator[original]), self.graph.scale)


def aggregated(keys: Ints, amounts: Ints, count: int) -> Ints:
    """The sums of `amounts` by `keys` (0 to `count` - 1). Raises `AmountTooLarge` where a sum passes 2**61."""
    if len(amounts) and float(np.bincount(keys, amounts.astype(float), count).max()) >= _LARGEST_WHOLE:
        raise AmountTooLarge(str(int(np.bincount(keys, amounts.astype(float), count).argmax())))
    sums = np.zeros(count, np.int64)
    np.add.at(sums, keys, amounts)
    return sums


def _apportioned(amounts: Ints, part: Ints, rows: Ints, whole: Ints) -> Ints:
    """Largest remainder for many postings at once: posting i has the next `rows[i]` parts of `whole[i]`."""
    share, rest = _divided(np.repeat(amounts, rows), part, np.repeat(whole, rows))
    starts = np.concatenate([[0], np.cumsum(rows)])[:-1].astype(np.int64)
    left = amounts - np.add.reduceat(share, starts)
    # Postings of one length side by side make a matrix whose rows are sorted at once.
    order = np.argsort(rows, kind="stable")
    lengths = rows[order]
    bounds = np.flatnonzero(np.concatenate([[True], lengths[1:] != lengths[:-1], [True]]))
    for low, high in pairwise(bounds.tolist()):
        size = int(lengths[low])
        of = order[low:high][left[order[low:high]] > 0]
        if not len(of):
            continue
        places = starts[of][:, None] + np.arange(size)
        ranked = np.argsort(-rest[places], axis=1, kind="stable")
        row, rank = np.nonzero(np.arange(size) < left[of][:, None])
        share[places[row, ranked[row, rank]]] += 1
    return share


def _divided(amount: Ints, part: Ints, whole: Ints) -> tuple[Ints, Ints]:
    """Quotient and remainder of `amount * part / whole`, exactly, though the product may pass 64 bits.

    All are under 2**61 and `part` <= `whole`, so the quotient is at most `amount`. Where the product fits it is divided
    as it is. Elsewhere a quotient in extended precision is off by a few units at most, which the remainder tells: it
    is computed modulo 2**64, where whatever lies within +-4 `whole` is still unmistakable.
    """
    if not len(amount):
        return amount.copy(), amount.copy()
    if float(amount.max()) * float(part.max()) < 2**62:
        product = amount * part
        quotient = product // whole
        return quotient, product - quotient * whole
    if np.finfo(np.longdouble).nmant < 63:  # a machine without extended precision: slower, and as exact
        product, divisor = amount.astype(object) * part.astype(object), whole.astype(object)
        return (product // divisor).astype(np.int64), (product % divisor).astype(np.int64)
    exact = amount.astype(np.longdouble) * part.astype(np.longdouble) / whole.astype(np.longdouble)
    quotient = exact.astype(np.int64)
    taken, given = amount.view(np.uint64) * part.view(np.uint64), quotient.view(np.uint64) * whole.view(np.uint64)
    rest = (taken - given).view(np.int64)
    for _ in range(3):
        low, high = rest < 0, rest >= whole
        if not (low.any() or high.any()):
            break
        move = high.astype(np.int64) - low
        quotient += move
        rest -= move * whole
    return quotient, rest


def _spans(first: Ints, count: Ints) -> Ints:
    """The numbers first[0], first[0] + 1, ... `count[0]` of them, then those of the next."""
    total = int(count.sum())
    ends = np.cumsum(count)
    return np.repeat(first - ends + count, count) + np.arange(total)


def _powers(base: int, exponents: Ints) -> Ints:
    """`base` to each exponent; only those that fit are asked for."""
    most = int(exponents.max(initial=0))
    table = _ints([min(base**step, 2**62) for step in range(most + 1)])
    return table[exponents]


def _name(number: int) -> str:
    return f"{number:012}"


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _joined(parts: Sequence[Lines]) -> Lines:
    """Lines of several passes, in the order of postings."""
    if not parts:
        none = np.empty(0, np.int64)
        return Lines(none, none, none, none, none)
    arrays = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("posting", "work", "party", "amount", "paths")
    ]
    posting = arrays[0]
    if len(posting) > 1 and not (posting[1:] >= posting[:-1]).all():
        order = np.argsort(posting, kind="stable")
        arrays = [each[order] for each in arrays]
    return Lines(*arrays)
