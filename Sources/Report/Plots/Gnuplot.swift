import BenchmarkResults
import Foundation
import Glibc

/// gnuplot, which is run as a program of its own: nothing here draws.
public enum Gnuplot {
    /// The Debian package that has it.
    public static let package = "gnuplot-nox"

    /// Why a picture could not be drawn: one sentence.
    public struct Failure: Error, CustomStringConvertible {
        /// The sentence.
        public let description: String
    }

    /// Whether there is one on the path.
    public static var isThere: Bool { program != nil }

    private static var program: String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/gnuplot" }
            .first { access($0, X_OK) == 0 }
    }

    /// Runs a script and returns what it wrote to its standard output.
    ///
    /// Without the user's own start-up file.
    /// - Throws: `Failure` where there is no gnuplot, or it does not like the script.
    public static func run(_ script: String) throws -> Data {
        guard let program else {
            throw Failure(description: "there is no gnuplot: it is in the Debian package \(package)")
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString).gp")
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-d", file.path]
        let (output, complaints) = (
            Pipe(), FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        )
        defer { try? FileManager.default.removeItem(at: complaints) }
        let drawn: Data
        do {
            try script.write(to: file, atomically: true, encoding: .utf8)
            _ = FileManager.default.createFile(atPath: complaints.path, contents: nil)
            process.standardOutput = output
            process.standardError = try FileHandle(forWritingTo: complaints)
            process.standardInput = FileHandle.nullDevice
            try process.run()
            drawn = try output.fileHandleForReading.readToEnd() ?? Data()
        } catch {
            throw Failure(description: "gnuplot cannot be run: \(error.localizedDescription)")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            let line = said.split(separator: "\n").last { !$0.isEmpty }.map { ": \($0)" } ?? ""
            throw Failure(description: "gnuplot ended with \(process.terminationStatus)\(line)")
        }
        return drawn
    }
}

/// What gnuplot can draw.
public protocol GnuplotDrawing: Sendable {
    /// gnuplot's script.
    func script(_ terminal: GnuplotTerminal) -> String
}

extension GnuplotDrawing {
    /// The picture itself.
    ///
    /// - Throws: `Gnuplot.Failure`.
    public func drawn(_ terminal: GnuplotTerminal) throws -> Data { try Gnuplot.run(script(terminal)) }
}

/// A text as gnuplot takes it literally: in single quotes, where it obeys nothing but another one, and on one line.
///
/// A quote becomes an apostrophe: gnuplot 5.4 does not take two quotes for one where a text begins with them.
func gnuplotQuoted(_ text: String, length: Int = 200) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in legible(text, length: length).unicodeScalars { scalars.append(scalar == "'" ? "\u{2019}" : scalar) }
    return "'" + String(scalars) + "'"
}

/// A name on an axis.
///
/// Such a text is a format, in single quotes too: a conversion that gnuplot does not know ends it.
func gnuplotTic(_ text: String, at place: Int) -> String {
    "\(gnuplotQuoted(text, length: longestName).replacing("%", with: "%%")) \(place)"
}

/// Names in pictures are cut here: there is no room for more.
let longestName = 40

/// What gnuplot draws for.
public enum GnuplotTerminal: Sendable {
    /// A scalable picture.
    case svg
    /// Dots, twice as many.
    case png
    /// Characters, so many a line.
    case text(columns: Int)

    func command(width: Int = 700, height: Int) -> String {
        switch self {
        case .svg: "set terminal svg size \(width),\(height) font 'sans-serif,12' background rgb 'white' noenhanced"
        case .png:
            "set terminal pngcairo size \(2 * width),\(2 * height) fontscale 2 linewidth 2 pointscale 2 background rgb 'white' noenhanced"
        case .text(let columns): "set terminal dumb size \(max(40, columns - 1)),\(height / 22) noenhanced"
        }
    }

    func font(_ size: Int) -> String {
        if case .text = self { return "" }
        return " font 'sans-serif,\(size)'"
    }
}
