import Comparing
import Glibc

/// Where a comparison finds what campaigns differ by of themselves.
enum CalibrationSource {
    /// The name of the file that `calibrate --campaigns` keeps beside the results.
    static let fileName = "calibration.csv"

    /// The calibration that was named, or the one beside the last file that has one; nil where there is none.
    static func find(_ named: String?, beside paths: [String]) throws -> Calibration? {
        let folders = paths.reversed().map {
            $0.contains("/") ? String($0[...($0.lastIndex(of: "/") ?? $0.startIndex)]) : ""
        }
        guard let path = named ?? folders.map({ $0 + fileName }).first(where: { access($0, R_OK) == 0 }) else {
            return nil
        }
        announcePipe(path)
        do {
            return Calibration(try CalibrationFile.read(path: path), path: path)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }
}
