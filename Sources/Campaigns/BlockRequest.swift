/// One block to be measured by one build.
public struct BlockRequest: Sendable {
    /// The build that measures it.
    public var build: Build
    /// What comes before `run`: the ground on which the process is to stand; empty where it needs none.
    public var worker: [String] = []
    /// The options of `run`, without those that say where rows go.
    public var options: [String]
    /// The names of the cases; nil is all that the options make.
    public var cases: [String]?
    /// The number of the block; nil where every pass of the process is a block of its own.
    public var number: Int?
    /// Of everything random in the process.
    public var seed: UInt64
    /// Passes over the cases.
    public var repetitions: Int
    /// The command line that the rows carry.
    public var argv: String

    /// A request.
    public init(
        build: Build, options: [String], cases: [String]?, number: Int?, seed: UInt64, repetitions: Int, argv: String
    ) {
        self.build = build
        self.options = options
        self.cases = cases
        self.number = number
        self.seed = seed
        self.repetitions = repetitions
        self.argv = argv
    }
}
