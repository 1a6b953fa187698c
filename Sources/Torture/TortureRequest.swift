/// What is asked of `nettorture` beyond the variant.
public struct TortureRequest: Sendable {
    /// Seconds of episodes, per variant.
    public var seconds: Double
    /// Of the first episode; the next one has the next.
    public var seed: UInt64
    /// Threads besides the cleanup worker; nil is one for each place in the table of roles.
    public var threads: Int?
    /// Laws to check; nil is all.
    public var laws: [String]?
    /// What is done to the threads; nil is what the program does by itself.
    public var injections: [String]?
    /// `serial`, `free` or `both`.
    public var schedule: String
    /// How many episodes, instead of a time; then no script is run.
    public var episodes: Int?

    /// A request.
    public init(
        seconds: Double, seed: UInt64, threads: Int? = nil, laws: [String]? = nil, injections: [String]? = nil,
        schedule: String = "both", episodes: Int? = nil
    ) {
        self.seconds = seconds
        self.seed = seed
        self.threads = threads
        self.laws = laws
        self.injections = injections
        self.schedule = schedule
        self.episodes = episodes
    }

    /// What `--inject` knows.
    public static let knownInjections = ["delay", "yield", "signal", "handler-registers", "half-read", "exit-early"]
    /// The laws, as `nettorture` names them (`CSupport/CNetNamespace/include/net_debug.h`).
    public static let knownLaws =
        (1...9).map { "I\($0)" } + (1...7).map { "M\($0)" } + (1...6).map { "L\($0)" }

    /// The words for `nettorture`.
    func arguments(for variant: String) -> [String] {
        var words = ["--variant", variant, "--seed", "\(seed)", "--seconds", "\(seconds)", "--schedule", schedule]
        if let threads { words += ["--threads", "\(threads)"] }
        if let laws { words += ["--law", laws.joined(separator: ",")] }
        if let injections { words += ["--inject", injections.joined(separator: ",")] }
        if let episodes { words += ["--episodes", "\(episodes)"] }
        return words
    }

    /// The command by which a user shows one episode again.
    func replay(of variant: String, schedule: String, seed: UInt64) -> String {
        var words = ["netnsbench torture --variant \(variant) --schedule \(schedule) --seed \(seed) --episodes 1"]
        if let threads { words.append("--threads \(threads)") }
        if let laws { words.append("--law \(laws.joined(separator: ","))") }
        if let injections { words.append("--inject \(injections.joined(separator: ","))") }
        return words.joined(separator: " ")
    }
}
