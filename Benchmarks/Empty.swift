extension Scenario {
    /// A section that does nothing: the harness's own cost, measured in every campaign.
    static let empty = reference(
        "empty", summary: "nothing at all: the harness's own cost per operation", isInSuites: true, role: "reader",
        \.readers, .empty, predictedNanoseconds: 1)
}
