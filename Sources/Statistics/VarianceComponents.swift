/// How much blocks, processes and campaigns each add to the variance of one value.
public struct VarianceComponents: Sendable, Equatable {
    /// The degrees of freedom behind each component.
    public struct Degrees: Sendable, Equatable {
        /// Values less processes.
        public let block: Int
        /// Processes less campaigns.
        public let process: Int
        /// Campaigns less one.
        public let campaign: Int
    }

    /// The variance between blocks of one process; nil where no process has two.
    public let block: Double?
    /// The variance that processes of one campaign add; nil where no campaign has two.
    public let process: Double?
    /// The variance that campaigns add; nil where there are not two.
    public let campaign: Double?
    /// The degrees of freedom behind each.
    public let degrees: Degrees
}

/// The components of variance of `values`, listed by campaign, then process, then block; sizes may differ.
///
/// Nested random-effects analysis of variance by the method of moments: the three sums of squares are set equal to their
/// expectations; Searle, Casella and McCulloch, "Variance Components" (1992), chapter 3. A negative estimate is given as
/// 0, but enters the equations of the levels above as it is, which keeps them unbiased. A level without degrees of freedom
/// is nil, and its variance is part of the next level's that has them. Empty campaigns and processes count for nothing. All
/// nil with a NaN or an infinity.
public func varianceComponents(_ values: [[[Double]]]) -> VarianceComponents {
    let campaigns = values.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
    let all = campaigns.joined().joined()
    let processes = campaigns.reduce(0) { $0 + $1.count }
    let degrees = VarianceComponents.Degrees(
        block: all.count - processes, process: processes - campaigns.count, campaign: max(0, campaigns.count - 1))
    guard let origin = all.first, all.allSatisfy(\.isFinite) else {
        return VarianceComponents(block: nil, process: nil, campaign: nil, degrees: degrees)
    }
    let squares = NestedSquares(campaigns, origin: origin)

    func solved(_ degrees: Int, _ squares: Double, _ coefficient: Double) -> Double? {
        degrees > 0 ? squares / coefficient : nil
    }
    let block = solved(degrees.block, squares.block, Double(degrees.block))
    let process = solved(
        degrees.process, squares.process - Double(degrees.process) * (block ?? 0),
        squares.size - squares.processInCampaign)
    let campaign = solved(
        degrees.campaign,
        squares.campaign - Double(degrees.campaign) * (block ?? 0)
            - (squares.processInCampaign - squares.processInAll) * (process ?? 0),
        squares.size - squares.campaignInAll)
    return VarianceComponents(
        block: block, process: process.map { max(0, $0) }, campaign: campaign.map { max(0, $0) }, degrees: degrees)
}

/// The three sums of squares, and the sums of squared group sizes in their expectations.
private struct NestedSquares {
    var block = 0.0
    var process = 0.0
    var campaign = 0.0
    /// Values in all.
    var size = 0.0
    /// Sum of n_ij^2 / n_i.
    var processInCampaign = 0.0
    /// Sum of n_ij^2 / N.
    var processInAll = 0.0
    /// Sum of n_i^2 / N.
    var campaignInAll = 0.0

    /// `origin` is taken off every value first, so that a large common part costs no digits.
    init(_ campaigns: [[[Double]]], origin: Double) {
        var groups: [(mean: Double, size: Double)] = []
        for processes in campaigns {
            let means = processes.map { blocks -> (mean: Double, size: Double) in
                let distances = blocks.map { ($0 - origin, 1.0) }
                let mean = weightedMean(distances)
                block += squaresAround(mean, distances)
                return (mean, Double(blocks.count))
            }
            let mean = weightedMean(means)
            let count = means.reduce(0) { $0 + $1.size }
            process += squaresAround(mean, means)
            processInCampaign += means.reduce(0) { $0 + $1.size * $1.size } / count
            processInAll += means.reduce(0) { $0 + $1.size * $1.size }
            groups.append((mean, count))
        }
        campaign = squaresAround(weightedMean(groups), groups)
        size = groups.reduce(0) { $0 + $1.size }
        processInAll /= size
        campaignInAll = groups.reduce(0) { $0 + $1.size * $1.size } / size
    }
}

private func weightedMean(_ groups: [(mean: Double, size: Double)]) -> Double {
    groups.reduce(0) { $0 + $1.mean * $1.size } / groups.reduce(0) { $0 + $1.size }
}

private func squaresAround(_ center: Double, _ groups: [(mean: Double, size: Double)]) -> Double {
    groups.reduce(0) { $0 + $1.size * ($1.mean - center) * ($1.mean - center) }
}
