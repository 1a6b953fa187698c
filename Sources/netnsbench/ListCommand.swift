import ArgumentParser
import BenchmarkResults
import KernelBackend
import NetNamespace
import NetNamespaceBenchmarks
import Report

/// `netnsbench list`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the variants (locking rules), the scenarios, and what the running kernel is asked.",
        discussion: """
            Example:
              netnsbench list --format csv
            """)

    /// How the lists are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json, csv
    }

    @Option(help: "table, json or csv.")
    var format: Format = .table

    func run() throws {
        switch format {
        case .table: printTables()
        case .csv: printCSV()
        case .json: printJSON()
        }
    }

    private func printTables() {
        let display = TerminalDisplay.output
        let width = Variant.all.map(\.name.count).max() ?? 0
        func title(_ text: String) { print(display.painted(wrapped(text, width: display.width), .strong)) }
        func say(_ line: String, hang: Int) { print(wrapped(line, width: display.width, hang: hang)) }
        title("Variants:")
        for variant in Variant.all {
            say("  \(padded(variant.name, width))  \(variant.year)  \(variant.summary)", hang: width + 8)
            say("  \(padded("", width))        kernels: \(variant.kernels); source: \(variant.source)", hang: 0)
        }
        title("\nLocks behind rtnl (--rtnl-lock):")
        for lock in RtnlLock.allCases { say("  \(padded(lock.rawValue, width))  \(lock.summary)", hang: width + 2) }
        title("\nScenarios:")
        for scenario in Scenario.all {
            say("  \(scenario.name): \(scenario.summary)", hang: 4)
            for parameter in scenario.parameters {
                say("      --\(padded(parameter.name, 13)) \(parameter.meaning)", hang: 16)
            }
        }
        let checked = KernelOperation.checkedKernel
        title("\nThe running kernel (--backend kernel --kernel-op), with the locks found on \(checked):")
        for operation in KernelOperation.all {
            say("  \(padded(operation.name, width))  \(operation.summary)", hang: width + 2)
            say("  \(padded("", width))  holds: \(operation.lock.isEmpty ? "no lock" : operation.lock)", hang: 0)
        }
    }

    private func printCSV() {
        print("kind,name,kernels,year,parameters,summary")
        for variant in Variant.all {
            print(
                CSVTable.line(["variant", variant.name, variant.kernels, "\(variant.year)", "", variant.summary]),
                terminator: "")
        }
        for lock in RtnlLock.allCases {
            print(CSVTable.line(["rtnl_lock", lock.rawValue, "", "", "", lock.summary]), terminator: "")
        }
        for scenario in Scenario.all {
            let parameters = scenario.parameters.map(\.name).joined(separator: " ")
            print(CSVTable.line(["scenario", scenario.name, "", "", parameters, scenario.summary]), terminator: "")
        }
        for operation in KernelOperation.all {
            print(CSVTable.line(["kernel_op", operation.name, "", "", "", operation.summary]), terminator: "")
        }
    }

    private func printJSON() {
        let variants = Variant.all.map { variant in
            "    {\"name\": \(JSONString.literal(variant.name)), \"kernels\": \(JSONString.literal(variant.kernels)), \"year\": \(variant.year), "
                + "\"source\": \(JSONString.literal(variant.source)), \"negative_control\": \(variant.isNegativeControl), "
                + "\"summary\": \(JSONString.literal(variant.summary))}"
        }
        let locks = RtnlLock.allCases.map { lock in
            "    {\"name\": \(JSONString.literal(lock.rawValue)), \"summary\": \(JSONString.literal(lock.summary))}"
        }
        let scenarios = Scenario.all.map { scenario in
            let parameters = scenario.parameters.map {
                "{\"name\": \(JSONString.literal($0.name)), \"meaning\": \(JSONString.literal($0.meaning))}"
            }
            return
                "    {\"name\": \(JSONString.literal(scenario.name)), \"summary\": \(JSONString.literal(scenario.summary)), "
                + "\"parameters\": [\(parameters.joined(separator: ", "))]}"
        }
        print("{\n  \"variants\": [\n\(variants.joined(separator: ",\n"))\n  ],")
        print("  \"rtnl_locks\": [\n\(locks.joined(separator: ",\n"))\n  ],")
        let operations = KernelOperation.all.map { operation in
            "    {\"name\": \(JSONString.literal(operation.name)), \"lock\": \(JSONString.literal(operation.lock)), "
                + "\"summary\": \(JSONString.literal(operation.summary))}"
        }
        print("  \"scenarios\": [\n\(scenarios.joined(separator: ",\n"))\n  ],")
        print("  \"kernel_ops\": [\n\(operations.joined(separator: ",\n"))\n  ]\n}")
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
