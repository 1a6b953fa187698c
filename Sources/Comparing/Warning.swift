/// What a reader must know before believing a figure: a footnote, never a stop.
public enum Warning: Sendable, Hashable {
    /// One process on a side.
    case oneProcess
    /// The variants were measured by one process.
    case oneProcessForAll
    /// Too few replicates for a verdict over the family.
    case tooFew(cases: Int, units: Int, needed: Int, paired: Bool)
    /// Campaigns differ and nobody measured by how much they do of themselves.
    case notCalibrated
    /// The calibration does not know this case as it was measured here.
    case calibrationLacksCase
    /// The calibration is of figures that were not divided by the floor.
    case notCalibratedForFloor
    /// The calibration rests on so few campaigns.
    case fewCampaigns(Int)
    /// The campaigns have fewer processes than those of the calibration.
    case smallerThanCalibration(processes: Int, calibrated: Int)
    /// What is named falls into groups.
    case severalModes(String)
    /// Neighbours among what is named are alike.
    case drift(String)
    /// The hypervisor kept that share of the time.
    case steal(String, percent: Int)
    /// More threads than CPUs.
    case oversubscribed
    /// Not all threads were in their loops all the time.
    case notFullyConcurrent(percent: Int)
    /// Many figures are equal.
    case ties(percent: Int)
    /// Blocks that only one side has.
    case unpaired(Int)
    /// The side lacks the floor in some blocks.
    case noFloor(String)

    /// One sentence.
    public var text: String {
        switch self {
        case .oneProcess:
            "one process on a side: layout and placement were drawn once, so the figures describe these two runs and carry no "
                + "verdict: run with --processes, or use duel"
        case .oneProcessForAll:
            "one process measured both: what its pairs show need not hold in another (layout, placement); words in brackets "
                + "are no verdict: run with --processes"
        case .tooFew(let cases, let units, let needed, let paired):
            "\(cases) \(cases == 1 ? "case" : "cases"), \(units) \(paired ? "pairs" : "processes"): no case can reach "
                + "significance; run \(needed) \(paired ? "pairs, one a process" : "processes a side")"
        case .notCalibrated:
            "different campaigns: the machine differs from one to the next by an amount that only `calibrate --campaigns` "
                + "measures; without it there is no verdict: use duel, which pairs"
        case .calibrationLacksCase:
            "the calibration does not know this case on this machine with this kernel, placement, window and warm-up: no verdict"
        case .notCalibratedForFloor:
            "different campaigns: the calibration is of plain figures, so what is divided by the floor gets no verdict: use duel"
        case .fewCampaigns(let campaigns):
            "the calibration rests on \(campaigns) campaigns: six or more, over as long a time as lies between the files, make its "
                + "verdicts worth more"
        case .smallerThanCalibration(let processes, let calibrated):
            "the calibration's campaigns had \(calibrated) processes each, these have \(processes): no verdict from it"
        case .severalModes(let label): "several modes (heuristic): \(label) fall into groups"
        case .drift(let label):
            "drift: neighbours among \(label) are alike (lag-1 autocorrelation above 2/sqrt(n)); the interval is too narrow"
        case .steal(let label, let percent): "the hypervisor kept \(percent) % of the CPUs' time from \(label)"
        case .oversubscribed: "oversubscribed: more threads than CPUs, so the scheduler is part of the figure"
        case .notFullyConcurrent(let percent):
            "not fully concurrent: all threads were in their loops for \(percent) % of a window only"
        case .ties(let percent): "ties: \(percent) % of the figures are equal to another"
        case .unpaired(let blocks):
            "\(blocks) \(blocks == 1 ? "block has" : "blocks have") one side only and \(blocks == 1 ? "was" : "were") left out"
        case .noFloor(let label): "\(label) lacks the floor in some blocks, which were left out"
        }
    }
}
