import BenchmarkResults
import Comparing
import Glibc

/// The calibration file, opened before anything is measured.
final class CalibrationOutput {
    private let path: String
    private let file: AppendedFile

    /// Opens the file to add to it; checks that what is there is a calibration.
    init(path: String?) throws {
        self.path = path ?? ResultsFolder.prefix + CalibrationSource.fileName
        try refuseUnlessFile(self.path, "added to")
        if access(self.path, F_OK) == 0 { _ = try CalibrationSource.find(self.path, beside: []) }
        do {
            file = try AppendedFile(path: self.path, .any)
            // A calibration without lines is one, should this one be interrupted.
            if file.isEmpty { try file.append(CalibrationFile.headerLine) }
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// Adds lines, all with one write, and says so.
    func append(_ lines: [String], isQuiet: Bool) throws {
        do {
            try file.append(lines.joined())
            try file.close()
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
        guard !isQuiet else { return }
        writeToStandardError("\(lines.count) cases in \(path)\n")
    }
}
