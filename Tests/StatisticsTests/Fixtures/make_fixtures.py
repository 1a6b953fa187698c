#!/usr/bin/env python3
"""Writes fixtures.json: what scipy, numpy or a definition in whole numbers says of the functions in Statistics.

    python3 make_fixtures.py > fixtures.json

Seeded, so that the same scipy and numpy write the same file.
"""
import itertools
import json
import math
import sys
from fractions import Fraction

import numpy
import scipy
from scipy import stats

generator = numpy.random.default_rng(20240229)


def plain(values):
    return [float(value) for value in values]


def rounded(count, digits=3):
    return plain(numpy.round(generator.normal(size=count), digits))


def quantiles():
    samples = [[3.0], [2.0, 1.0], [5.0] * 4, [1e9 + 1, 1e9 + 2, 1e9 + 3]] + [rounded(n) for n in (3, 4, 7, 10, 31)]
    for values in samples:
        for q in (0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1):
            yield {"values": values, "q": q, "quantile": float(numpy.quantile(values, q)),
                   "median": float(numpy.median(values))}


def percentile_indices():
    """Nearest rank with the percentage as a fraction, not as the double next to it."""
    for percent in (0, 1, 7, 14, 28, 29, 50, 55, 57, 58, 95, 99, 100):
        for count in (1, 2, 5, 99, 100, 101, 1000):
            rank = math.ceil(Fraction(percent, 100) * count)
            yield {"q": percent / 100, "count": count, "index": max(0, rank - 1)}


def moments():
    for values in [[1e9 + 1, 1e9 + 2, 1e9 + 3], [4.0, 4.0], [1.5, -2.5]] + [rounded(n) for n in (5, 50)]:
        exact = [Fraction(value) for value in values]
        mean = sum(exact) / len(exact)
        variance = sum((value - mean) ** 2 for value in exact) / (len(exact) - 1)
        yield {"values": values, "mean": float(mean), "variance": float(variance)}


def mann_whitney_without_ties():
    sizes = [(1, 1), (1, 2), (2, 1), (3, 3), (1, 40), (4, 7), (7, 4), (8, 8), (12, 10), (20, 20), (5, 200), (50, 30),
             (100, 99), (100, 100)]
    for n, m in sizes:
        for shift in (0, 0.5, 3):
            ranks = stats.rankdata(numpy.concatenate([generator.normal(size=n), generator.normal(size=m) + shift]))
            a, b = plain(ranks[:n]), plain(ranks[n:])
            result = stats.mannwhitneyu(b, a, method="exact")
            yield {"a": a, "b": b, "u": float(result.statistic), "p": float(result.pvalue)}


def mann_whitney_with_ties():
    """All orders of the values at hand, one by one."""
    def statistic(a, b, axis=-1):
        return stats.rankdata(numpy.concatenate([a, b], axis=axis), axis=axis)[..., a.shape[axis]:].sum(axis=axis)

    sizes = [(2, 2), (2, 3), (3, 4), (4, 3), (5, 5), (2, 9), (6, 6), (7, 6), (8, 8)]
    samples = [(generator.integers(0, top, n), generator.integers(lift, top + lift, m))
               for n, m in sizes for top, lift in ((2, 0), (4, 2), (6, 3))]
    samples += [([1, 2, 3, 4], [1, 2, 3, 4]), ([5, 5, 5], [5, 5, 5]), ([1, 1, 1, 1], [2, 2, 2, 2, 2])]
    for a, b in samples:
        a, b = plain(a), plain(b)
        if len(set(a + b)) == len(a + b):
            continue
        result = stats.permutation_test((a, b), statistic, permutation_type="independent", n_resamples=numpy.inf,
                                        alternative="two-sided", vectorized=True)
        u = float(result.statistic) - len(b) * (len(b) + 1) / 2
        tied = sum((a + b).count(value) > 1 for value in a + b)
        yield {"a": a, "b": b, "u": u, "p": float(result.pvalue), "tied": tied}


def mann_whitney_by_approximation():
    """Beyond the limits of the exact distributions: 2,500 pairs with ties, 10,000 without."""
    for n, m, digits in ((60, 60, 1), (51, 50, 0), (30, 200, 1), (101, 100, 15)):
        for shift in (0, 0.4):
            a = plain(numpy.round(generator.normal(size=n), digits))
            b = plain(numpy.round(generator.normal(size=m) + shift, digits))
            result = stats.mannwhitneyu(b, a, method="asymptotic", use_continuity=True)
            yield {"a": a, "b": b, "u": float(result.statistic), "p": float(result.pvalue)}


def orders(n, m):
    """How many orders give each U, in whole numbers: by the largest value, which is of one side or the other."""
    rows = [[1] for _ in range(m + 1)]
    for i in range(1, n + 1):
        new = [[1]]
        for j in range(1, m + 1):
            counts = [0] * (i * j + 1)
            for u, count in enumerate(new[j - 1]):
                counts[u] += count
            for u, count in enumerate(rows[j]):
                counts[u + j] += count
            new.append(counts)
        rows = new
    return rows[m]


def order_counts():
    """The same counts for sides whose table of all smaller ones is too long: the Gaussian binomial, in whole numbers."""
    def coefficients(n, m):
        counts = [1] + [0] * (n * m)
        for i in range(1, n + 1):
            for k in range(n * m, m + i - 1, -1):
                counts[k] -= counts[k - m - i]
            for k in range(i, n * m + 1):
                counts[k] += counts[k - i]
        return counts

    assert coefficients(5, 8) == orders(5, 8)
    for n, m in ((1, 1), (2, 3), (3, 3), (7, 9), (30, 80), (100, 100), (1, 9999), (100, 99)):
        counts = coefficients(n, m)
        for u in sorted({0, n * m // 50, n * m // 10, n * m // 4, n * m // 3, n * m // 2}):
            yield {"n": n, "m": m, "u": u, "count": float(counts[u]), "total": float(math.comb(n + m, n)),
                   "tail": float(Fraction(sum(counts[:u + 1]), math.comb(n + m, n)))}


def order_statistics(masses, confidence):
    """The largest k with P(fewer than k) on each side, and its level; none where even k = 1 covers too seldom."""
    total, missed, best = sum(masses), 0, None
    for k in range(1, len(masses) // 2 + 1):
        missed += 2 * masses[k - 1]
        level = 1 - Fraction(missed, total)
        if level < confidence:
            break
        best = (k, float(level))
    return best


def hodges_lehmann():
    for n, m in ((1, 1), (2, 3), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10), (3, 12), (30, 21)):
        for confidence in (Fraction(19, 20), Fraction(9, 10), Fraction(99, 100)):
            a, b = rounded(n, 6), rounded(m, 6)
            best = order_statistics(orders(n, m), confidence)
            differences = sorted(y - x for x in a for y in b)
            case = {"a": a, "b": b, "confidence": float(confidence), "shift": float(numpy.median(differences))}
            if best:
                k, level = best
                case |= {"k": k, "level": level, "lower": differences[k - 1], "upper": differences[-k]}
            yield case


def sign_intervals():
    for n in list(range(1, 15)) + [25, 100, 1001]:
        for confidence in (Fraction(19, 20), Fraction(9, 10), Fraction(99, 100)):
            best = order_statistics([math.comb(n, i) for i in range(n + 1)], confidence)
            case = {"n": n, "confidence": float(confidence)}
            if best:
                case |= {"k": best[0], "level": best[1]}
            yield case


def sign_tests():
    for positive, negative in ((0, 1), (6, 0), (0, 7), (3, 3), (9, 2), (40, 20), (1000, 1100)):
        p = stats.binomtest(positive, positive + negative).pvalue
        yield {"positive": positive, "negative": negative, "p": float(p)}


def sign_powers():
    """By the sum over all counts in whole numbers."""
    for n in (1, 5, 6, 12, 20, 37):
        for percent in (50, 60, 85, 99, 100, 20):
            for alpha in (Fraction(1, 20), Fraction(1, 1000)):
                p, power, tail = Fraction(percent, 100), Fraction(0), Fraction(0)
                for negative in range((n + 1) // 2):
                    tail += Fraction(math.comb(n, negative), 2 ** n)
                    if 2 * tail <= alpha:
                        power += math.comb(n, negative) * p ** (n - negative) * (1 - p) ** negative
                yield {"n": n, "p": percent / 100, "alpha": float(alpha), "power": float(power)}


def exact_binomial_tail(k, n, p):
    """The double next to P(X <= k) for the very double p, in whole numbers."""
    numerator, denominator = p.as_integer_ratio()
    rest = denominator - numerator
    total = sum(math.comb(n, i) * numerator ** i * rest ** (n - i) for i in range(k + 1))
    return float(Fraction(total, denominator ** n))


def binomial_tails():
    for n, p in ((1, 0.5), (10, 0.5), (10, 0.3), (50, 0.01), (200, 0.75), (400, 0.5)):
        for k in sorted({0, 1, n // 10, n // 4, n // 2, 3 * n // 4, n - 1, n}):
            yield {"k": k, "n": n, "p": p, "tail": exact_binomial_tail(k, n, p)}
    for n in (5_000, 100_000):
        for p in (0.5, 0.001, 0.2, 0.97):
            deviation = math.sqrt(n * p * (1 - p))
            for z in (-20, -8, -3, -1, -0.01, 0.01, 1, 3):
                k = math.floor(n * p + z * deviation)
                if 0 <= k <= n:
                    yield {"k": k, "n": n, "p": p, "tail": float(stats.binom.cdf(k, n, p))}


def clopper_pearson():
    for k, n in ((0, 1), (1, 1), (0, 10), (10, 10), (3, 10), (1, 1000), (500, 1000), (99_990, 100_000)):
        for confidence in (0.95, 0.99, 0.5):
            interval = stats.binomtest(k, n).proportion_ci(confidence, method="exact")
            yield {"k": k, "n": n, "confidence": confidence, "lower": float(interval.low),
                   "upper": float(interval.high)}


def students():
    for degrees in (1, 1.5, 2, 3.7, 10, 29, 100.25, 1e4, 1e6):
        for t in (0, 0.1, 0.7, 1, 2.5, 6, 40):
            yield {"degrees": degrees, "t": t, "p": float(2 * stats.t.sf(t, degrees))}


def student_quantiles():
    for degrees in (1, 1.5, 2, 3.7, 10, 29, 100.25, 1e4):
        for p in (1e-12, 1e-4, 0.025, 0.2, 0.4, 0.5, 0.500001, 0.75, 0.9, 0.975, 0.9995):
            yield {"degrees": degrees, "p": p, "t": float(stats.t.ppf(p, degrees))}


def normal_quantiles():
    for p in (1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.5000001, 0.7, 0.9, 0.95, 0.975, 0.999, 1 - 1e-12):
        yield {"p": p, "z": float(stats.norm.ppf(p))}


def holms():
    """By the definition: the maximum over the ranks up to one's own of (m - rank + 1) p, and no more than 1."""
    for values in ([0.01, 0.04, 0.03], [0.9, 0.8], [0.02], [0.01] * 5, plain(generator.random(12) ** 4)):
        ordered = sorted(values)
        adjusted = []
        for p in values:
            rank = ordered.index(p) + ordered.count(p)
            adjusted.append(min(1.0, max((len(values) - i) * ordered[i] for i in range(rank))))
        yield {"values": values, "adjusted": adjusted}


def holm_minima():
    for cases in (1, 2, 6, 24, 60, 1000):
        for alpha in (Fraction(1, 20), Fraction(1, 100)):
            level = alpha / cases
            processes = next(n for n in itertools.count(1) if Fraction(2, math.comb(2 * n, n)) <= level)
            for disagreeing in (0, 1, 2, 5, 20):
                pairs = next(
                    n for n in itertools.count(disagreeing + 1)
                    if Fraction(2 * sum(math.comb(n, i) for i in range(disagreeing + 1)), 2 ** n) <= level)
                yield {"cases": cases, "alpha": float(alpha), "disagreeing": disagreeing, "pairs": pairs,
                       "processes": processes}


def components():
    """By projections: each sum of squares is y'Qy, and its expectation is the sum of trace(Q Z Z') x component."""
    shapes = [[[3, 3, 3], [3, 3, 3], [3, 3, 3]], [[4, 1, 2], [3], [2, 5]], [[1, 2], [7, 1, 1, 3], [2, 2], [1]],
              [[2, 3], [4, 4]], [[10, 12, 8]], [[1, 1, 1], [1, 1]], [[3], [2], [5]], [[1], [1], [1]], [[6]], [[1]]]
    for shape in shapes:
        for scales in ((1, 2, 3), (1, 0, 0), (2, 0.1, 5)):
            values = [[plain(numpy.round(100 + campaign + process + scales[0] * generator.normal(size=size), 4))
                       for size in sizes for process in [scales[1] * generator.normal()]]
                      for sizes in shape for campaign in [scales[2] * generator.normal()]]
            yield {"values": values} | moment_estimates(values)


def moment_estimates(values):
    y = numpy.array([x for campaign in values for process in campaign for x in process])
    campaign_of = [i for i, campaign in enumerate(values) for process in campaign for _ in process]
    process_of = [i for i, process in enumerate(itertools.chain(*values)) for _ in process]

    def indicator(of):
        return numpy.array([[float(i == j) for j in range(max(of) + 1)] for i in of])

    designs = {"block": numpy.eye(len(y)), "process": indicator(process_of), "campaign": indicator(campaign_of),
               "mean": numpy.ones((len(y), 1))}
    names = list(designs)
    projections = {name: z @ numpy.linalg.pinv(z) for name, z in designs.items()}
    quadratic = {fine: projections[fine] - projections[coarse] for fine, coarse in zip(names, names[1:])}
    known = {name: round(float(numpy.trace(q))) for name, q in quadratic.items()}
    unknowns = [name for name in names[:3] if known[name] > 0]
    result = {"degrees": [known[name] for name in names[:3]]}
    if unknowns:
        # Without its own degrees of freedom, a component cannot be told from the next one's and is left out.
        matrix = [[numpy.trace(quadratic[row] @ designs[column] @ designs[column].T) for column in unknowns]
                  for row in unknowns]
        solved = numpy.linalg.solve(matrix, [y @ quadratic[row] @ y for row in unknowns])
        result |= {name: max(0.0, float(value)) for name, value in zip(unknowns, solved)}
    return result


def correlations():
    for values in ([1.0, 2.0, 3.0], [1e9 + 1, 1e9 + 3, 1e9 + 2, 1e9], rounded(8), rounded(40), plain(numpy.cumsum(rounded(40)))):
        exact = [Fraction(value) for value in values]
        mean = sum(exact) / len(exact)
        products = sum((x - mean) * (y - mean) for x, y in zip(exact, exact[1:]))
        yield {"values": values, "r": float(products / sum((x - mean) ** 2 for x in exact))}


def main():
    tables = [quantiles, percentile_indices, moments, mann_whitney_without_ties, mann_whitney_with_ties,
              mann_whitney_by_approximation, order_counts, hodges_lehmann, sign_intervals, sign_tests, sign_powers, binomial_tails,
              clopper_pearson, students, student_quantiles, normal_quantiles, holms, holm_minima, components,
              correlations]
    lines = [f'  "versions": {json.dumps({"scipy": scipy.__version__, "numpy": numpy.__version__})}']
    for table in tables:
        rows = ",\n    ".join(json.dumps(row, allow_nan=False) for row in table())
        lines.append(f'  "{table.__name__}": [\n    {rows}\n  ]')
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    sys.exit(main())
