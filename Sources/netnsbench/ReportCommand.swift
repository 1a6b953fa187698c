import ArgumentParser
import BenchmarkResults
import Comparing
import Foundation
import NetNamespace
import Report

/// `netnsbench report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Shows result files as one page: who wins where, why, and how sure that is.",
        discussion: """
            Files that have a case in common are compared, all with the first, and pictures show the last. Files that have none are
            taken for one. An HTML report is one file that needs no network. svg and png write one file a picture:
            NAME-threads-1.svg and so on. Pictures need gnuplot (Debian: gnuplot-nox).

            Examples:
              netnsbench report results/reference-quick-epyc-2cpu.csv
              netnsbench report old.csv new.csv -o change.html
              netnsbench report run.csv --format terminal | less
              netnsbench report run.csv -o pictures/run.svg

            Exit codes: 0 done; 1 a file cannot be read or written; 2 usage; 5 svg or png without gnuplot.
            """)

    /// How a report is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, svg, png, markdown, terminal
    }

    @Argument(
        help: "FILE.csv [MORE.csv ...], each with a label before it if you like (old=a.csv).",
        completion: Completions.results)
    var files: [String]

    @Option(name: .shortAndLong, help: "The file to write. report.html for html, stdout for text.", completion: .file())
    var out: String?

    @Option(help: "html, svg, png, markdown or terminal; by the ending of --out where that is given, else html.")
    var format: Format?

    @Option(
        help: "The variant that all others are set against: net_list_mutex, or the first.",
        completion: Completions.variants)
    var baseline: String?

    @Option(help: "Only cases that match this regular expression.")
    var filter: String?

    @Flag(help: "Replace the file if it exists.")
    var force = false

    func run() throws {
        let format = try chosenFormat()
        if [.svg, .png].contains(format), out == nil || out == "-" {
            throw ProgramFailure.usage(
                "--format \(format.rawValue) writes one file a picture: give it a name, --out NAME.\(format.rawValue).")
        }
        if let out, let input = files.first(where: { isSameFile($0, out) }) {
            throw ProgramFailure.usage("\(input) is a file to be read: choose another name for --out.")
        }
        guard Gnuplot.isThere || ![.svg, .png].contains(format) else {
            throw ProgramFailure(status: .unavailable, message: Drawing.missing)
        }
        // Before anything is read: a name that is taken is known at once.
        let output =
            [.svg, .png].contains(format)
            ? nil : try TextOutput(path: out ?? (format == .html ? "report.html" : nil), force: force)
        do {
            switch format {
            case .html: try output?.write { try HTMLPage(try report(), drawing: .gnuplot).html() }
            case .markdown: try output?.write { TextReport(try report(), drawing: .gnuplot).markdown }
            case .terminal:
                let display = TerminalDisplay.output
                let isShown = out == nil || out == "-"
                try output?.write {
                    TextReport(try report(), drawing: .gnuplot)
                        .terminal(width: isShown ? display.width : nil, colour: isShown && display.hasColour)
                }
            case .svg, .png: try writePictures(try report(), format)
            }
        } catch let failure as Gnuplot.Failure {
            throw ProgramFailure.failed("\(failure)")
        }
        if !Gnuplot.isThere { writeToStandardError(Drawing.missing + "\n") }
        if let output, output.name != "standard output" { writeToStandardError("\(legible(output.name))\n") }
    }

    /// Whether that argument, with a label or without, is the file of that name.
    private func isSameFile(_ argument: String, _ out: String) -> Bool {
        var one = stat()
        guard stat(out, &one) == 0 else { return false }
        let label = argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
        return [argument, label].compactMap { $0 }.contains { path in
            var other = stat()
            return stat(path, &other) == 0 && other.st_dev == one.st_dev && other.st_ino == one.st_ino
        }
    }

    private func chosenFormat() throws -> Format {
        if let format { return format }
        guard let out, out != "-" else { return out == "-" ? .terminal : .html }
        switch URL(fileURLWithPath: out).pathExtension.lowercased() {
        case "html", "htm": return .html
        case "svg": return .svg
        case "png": return .png
        case "md", "markdown": return .markdown
        case "txt", "": return .terminal
        default:
            throw ProgramFailure.usage(
                "\(out): this ending says no format: use .html, .svg, .png, .md or .txt, or give --format.")
        }
    }

    private func report() throws -> ResultReport {
        let read = try Sides(files, filter: filter).all
        // Files that are taken for one are no old and no new one.
        let sides = ResultReport.haveCommonCases(read) ? read : read.map(Self.named)
        if let baseline {
            let known = Set(sides.flatMap { $0.rows.map(FileParts.variantLabel) }).sorted()
            guard known.contains(baseline) else { throw unknownValue("baseline", baseline, known: known) }
        }
        return ResultReport(
            sides, comparison: try comparison(sides), baseline: baseline,
            variants: Variant.all.filter { !$0.isNegativeControl }.map(\.name))
    }

    private static func named(_ side: Side) -> Side {
        guard ["old", "new"].contains(side.label) else { return side }
        return Side(label: Sides.name(of: side.path), path: side.path, rows: side.rows)
    }

    /// The comparison of files that have cases in common.
    private func comparison(_ sides: [Side]) throws -> Comparison? {
        guard ResultReport.haveCommonCases(sides), let metric = Schema.column("ns_per_op") else { return nil }
        let comparing = try Sides(files, filter: filter)
        var options = ComparisonOptions(metric: metric)
        options.ignored = comparing.placementToIgnore
        try comparing.refuseWhatCannotBeCompared(options)
        return Comparison(
            baseline: sides[0], contenders: Array(sides.dropFirst()), options: options,
            calibration: comparing.hasSeveralCampaigns
                ? try CalibrationSource.find(nil, beside: sides.map(\.path)) : nil)
    }

    private func writePictures(_ report: ResultReport, _ format: Format) throws {
        let all = report.pictures
        guard !all.isEmpty, let out else {
            throw ProgramFailure.failed(
                "there is nothing to draw: one variant, and no case at two sizes or numbers of threads")
        }
        let url = URL(fileURLWithPath: out)
        let stem = url.pathExtension.isEmpty ? out : String(out.dropLast(url.pathExtension.count + 1))
        let terminal = format == .svg ? GnuplotTerminal.svg : .png
        for (name, drawing) in all {
            let path = "\(stem)-\(name).\(format.rawValue)"
            try TextOutput(path: path, force: force).write(bytes: { Array(try drawing.drawn(terminal)) })
            writeToStandardError("\(legible(path, length: .max))\n")
        }
    }
}
