/// One rung of the ladder: a way to build the torture and to let it speak.
enum Rung: String, CaseIterable, Sendable {
    /// Clang's warnings and its thread-safety analysis, as errors.
    case compile
    /// The laws, the lock-order graph and the provocations, in a plain build.
    case torture
    /// AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer.
    case asan
    /// ThreadSanitizer.
    case tsan

    /// The rung of that name.
    static func named(_ name: String, at place: String) throws -> Rung {
        guard let rung = Rung(rawValue: name) else {
            throw ProgramFailure.failed("\(place): there is no rung '\(name)'")
        }
        return rung
    }

    /// What the compiler is told on top of what every rung tells it.
    ///
    /// Only the first rung may refuse a mutant for a warning, so that the others get to see it.
    var compilerFlags: [String] {
        switch self {
        case .compile:
            ["-Wall", "-Wextra", "-Wthread-safety", "-Wthread-safety-beta", "-Werror", "-fsyntax-only"]
        case .torture: ["-w", "-c"]
        case .asan: ["-w", "-c", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
        case .tsan: ["-w", "-c", "-fsanitize=thread"]
        }
    }

    /// What the linker is told; `runtime` is the folder of the Swift runtime.
    func linkerFlags(runtime: String) -> [String] {
        switch self {
        case .compile: []
        case .torture: ["-rdynamic"]
        case .asan: ["-fsanitize=address,undefined"]
        case .tsan:
            ["-fsanitize=thread", "-L\(runtime)", "-ldispatch", "-lBlocksRuntime", "-Wl,-rpath,\(runtime)"]
        }
    }

    /// How the torture is run.
    ///
    /// Under a sanitizer the laws keep silent but for one that hardly any change breaks, so that the matrix says
    /// what the sanitizer itself sees. The serial schedule orders every access and would leave ThreadSanitizer nothing.
    var arguments: [String] {
        switch self {
        case .compile, .torture: []
        case .asan: ["--law", "M5"]
        case .tsan: ["--law", "M5", "--schedule", "free"]
        }
    }
}

/// What one rung says of one program.
struct RungVerdict: Sendable {
    /// Whether it refused the program.
    let isKill: Bool
    /// One word for a table: the law, or what the sanitizer calls it.
    let label: String
    /// The first line of the evidence.
    let evidence: String

    /// Nothing to say.
    static let alive = RungVerdict(isKill: false, label: "-", evidence: "")
}

extension RungVerdict {
    /// Reads what the compiler said.
    init(compiler text: String, status: Int32) {
        let line = text.split(separator: "\n").first { $0.contains("error:") } ?? ""
        let message = line.range(of: "error: ").map { String(line[$0.upperBound...]) } ?? text
        self.init(isKill: status != 0, label: status != 0 ? "error" : "-", evidence: message)
    }

    /// Reads what a run of the torture said; nil where the run itself failed.
    ///
    /// - Parameter ended: whether it ended by itself.
    init?(run text: String, status: Int32, rung: Rung, ended: Bool) {
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        if !ended {
            self.init(isKill: true, label: "hang", evidence: "no end")
        } else if status == 0 {
            self = .alive
        } else if [2, 125, 126, 127].contains(status) {
            return nil
        } else if let broken = lines.first(where: { $0.first == "broken" && $0.count >= 5 }) {
            // Under a sanitizer the laws keep silent, and what is left to say is that nobody goes on.
            self.init(
                isKill: true, label: rung == .torture ? broken[1] : "hang",
                evidence: "\(broken[4].prefix(100)) (\(broken[2]), seed \(broken[3]))")
        } else if let name = Self.sanitizer(text) {
            self.init(isKill: true, label: name.label, evidence: name.evidence)
        } else if let script = lines.first(where: Self.isUnexpected) {
            self.init(isKill: true, label: script[2], evidence: "\(script[1]): \(script[4]), \(script[5])")
        } else {
            self.init(isKill: true, label: "crash", evidence: "ended with \(status)")
        }
    }

    /// Whether a script came out otherwise than the variant's row says.
    private static func isUnexpected(_ fields: [String]) -> Bool {
        fields.first == "provocation" && fields.count >= 6 && (fields[3] == "expected") != (fields[4] == "provoked")
    }

    /// The kind of a sanitizer's first report, and its summary.
    private static func sanitizer(_ text: String) -> (label: String, evidence: String)? {
        let lines = text.split(separator: "\n")
        if let line = lines.first(where: { $0.contains(": runtime error: ") }),
            let message = line.range(of: "runtime error: ")
        {
            return ("undefined", String(line[message.upperBound...]))
        }
        guard let summary = lines.first(where: { $0.hasPrefix("SUMMARY: ") }) else { return nil }
        let words = summary.split(separator: " ").dropFirst(2).map(String.init)
        let place = words.suffix(2).joined(separator: " ")
        if summary.contains("leaked") { return ("leak", words.joined(separator: " ")) }
        // A kind is one word or two, and a place or a bracket follows.
        let kind = words.prefix(2).prefix { !$0.contains("/") && !$0.hasPrefix("(") }.joined(separator: " ")
        return (kind, "\(kind), \(place)")
    }
}
