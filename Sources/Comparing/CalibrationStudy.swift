import BenchmarkResults
import Glibc
import Statistics

/// What campaigns of one program say of the noise of each case.
public struct CalibrationStudy: Sendable {
    private let campaigns: [[ResultRow]]
    private let name: String

    /// - Parameters:
    ///   - campaigns: the rows of each.
    ///   - name: the calibration's: its start in UTC and a number.
    public init(campaigns: [[ResultRow]], name: String = "") {
        self.campaigns = campaigns
        self.name = name
    }

    /// One case: what its campaigns differ by, and where in them the differences are.
    public struct Line: Sendable {
        /// What `compare` needs.
        public let entry: CalibrationEntry
        /// The standard deviations of campaign, process and block, on logarithms; nil where nothing can be said.
        public let components: VarianceComponents
        /// How many campaigns had the case.
        public let campaigns: Int
    }

    /// The lines of all cases that two campaigns have at least.
    ///
    /// A campaign's centre is the median over its processes of their medians: what an unpaired comparison compares.
    public func lines(metric: String) -> [Line] {
        var values: [CaseKey: [[[Double]]]] = [:]
        var examples: [CaseKey: ResultRow] = [:]
        for rows in campaigns {
            let valid = rows.filter { $0.flag("valid") == true && ($0.number(metric) ?? 0) > 0 }
            for (key, rows) in Dictionary(grouping: valid, by: \.caseKey) {
                let processes = Dictionary(grouping: rows) { UnitKind.process.unit(of: $0) }
                values[key, default: []].append(
                    processes.sorted { $0.key < $1.key }.map { $0.value.compactMap { $0.number(metric).map(log) } })
                examples[key] = rows.first
            }
        }
        return values.keys.sorted().compactMap { key in
            guard let campaigns = values[key], campaigns.count >= 2, let row = examples[key] else { return nil }
            var spread = Welford()
            for campaign in campaigns { median(campaign.compactMap(median)).map { spread.add($0) } }
            guard let variance = spread.variance else { return nil }
            let entry = CalibrationEntry(
                CalibratedCase(row, metric: metric),
                spread: CampaignSpread(
                    deviation: variance.squareRoot(), degrees: spread.count - 1,
                    processes: campaigns.map(\.count).min() ?? 0), calibration: name)
            return Line(entry: entry, components: varianceComponents(campaigns), campaigns: campaigns.count)
        }
    }
}

/// What the pairs of A/A campaigns say of one case.
public struct NoiseFinding: Sendable {
    /// The case.
    public let key: CaseKey
    /// The median figure.
    public let center: Double
    /// The robust standard deviation of a paired log ratio (1.4826 x its median size).
    public let noise: Double
    /// Pairs behind it.
    public let pairs: Int
    /// The smallest change, as a share, that such a duel finds in nine of ten tries; nil where none can be found.
    public let detectable: Double?
    /// How many pairs a change of 5 % and one of 1 % would need for that; nil beyond 100,000.
    public let pairsForFivePercent: Int?, pairsForOnePercent: Int?
}

extension CalibrationStudy {
    /// The noise of every case, from A/A comparisons.
    ///
    /// A change is found where the sign test rejects that there is none, at `alpha` over the number of cases: the hardest step
    /// of Holm's procedure.
    /// - Parameters:
    ///   - duels: the two sides of each, of one program.
    ///   - pairs: those of the duel that is planned.
    public static func noise(
        duels: [(old: [ResultRow], new: [ResultRow])], options: ComparisonOptions, pairs: Int
    ) -> [NoiseFinding] {
        var ratios: [CaseKey: [Double]] = [:]
        var figures: [CaseKey: [Double]] = [:]
        for duel in duels {
            let old = samples(duel.old, options.metric.name)
            let new = samples(duel.new, options.metric.name)
            for (key, a) in old {
                guard let b = new[key] else { continue }
                for (unit, figure) in a.units where figure > 0 {
                    guard let other = b.units[unit], other > 0 else { continue }
                    ratios[key, default: []].append(log(other / figure))
                    figures[key, default: []].append(figure)
                }
            }
        }
        let alpha = options.alpha / Double(max(1, ratios.count))
        return ratios.keys.sorted().map { key in
            let noise = ratios[key] ?? []
            return NoiseFinding(
                key: key, center: median(figures[key] ?? []) ?? .nan, noise: 1.4826 * (median(noise.map(abs)) ?? .nan),
                pairs: noise.count,
                detectable: smallestDetectable(noise: noise, pairs: pairs, alpha: alpha).map { expm1($0) },
                pairsForFivePercent: pairsToDetect(log(1.05), noise: noise, alpha: alpha),
                pairsForOnePercent: pairsToDetect(log(1.01), noise: noise, alpha: alpha))
        }
    }

    private static func samples(_ rows: [ResultRow], _ metric: String) -> [CaseKey: CaseSample] {
        Dictionary(grouping: rows.filter { $0.flag("valid") == true }, by: \.caseKey).compactMapValues {
            CaseSample(rows: $0, metric: metric, kind: .block, floors: nil)
        }
    }
}
