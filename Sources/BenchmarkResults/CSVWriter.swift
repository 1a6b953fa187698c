import Glibc

/// Writes result files row by row; after every row the file is complete.
///
/// Not thread-safe: the coordinator of a run owns it.
public final class CSVWriter {
    private let path: String
    private var descriptor: Int32

    /// Opens the file at once and writes the header.
    ///
    /// - Parameter force: replaces a file that exists; without it such a file is refused.
    /// - Throws: `ResultsError`.
    public init(path: String, force: Bool) throws(ResultsError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (force ? O_TRUNC : O_EXCL), 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                throw ResultsError(path, "the file exists; choose another name, or replace it with --force")
            }
            throw ResultsError(path, "cannot be written: \(String(cString: strerror(errno)))")
        }
        try append(Schema.header.joined(separator: ",") + "\n")
    }

    /// Opens a file of rows to write more after them.
    ///
    /// What follows its last line end, half a row of an interrupted run, is cut off.
    /// - Throws: `ResultsError`.
    public init(appendingTo path: String) throws(ResultsError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ResultsError(path, "cannot be written: \(String(cString: strerror(errno)))")
        }
        var end = lseek(descriptor, 0, SEEK_END)
        var byte: UInt8 = 0
        while end > 0, pread(descriptor, &byte, 1, end - 1) == 1, byte != UInt8(ascii: "\n") { end -= 1 }
        guard end >= 0, ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else {
            throw ResultsError(path, "cannot be continued: \(String(cString: strerror(errno)))")
        }
    }

    /// Appends one row with one write.
    ///
    /// - Throws: `ResultsError` when it could not be written whole; earlier rows stay intact.
    public func write(_ row: ResultRow) throws(ResultsError) {
        let fields = Schema.columns.indices.map { row[index: $0].map { Self.quoted($0.csv) } ?? "" }
        try append(fields.joined(separator: ",") + "\n")
    }

    /// Closes the file.
    ///
    /// - Throws: `ResultsError` when the system reports late that something was not written.
    public func close() throws(ResultsError) {
        guard descriptor >= 0 else { return }
        let code = Glibc.close(descriptor)
        descriptor = -1
        guard code == 0 else {
            throw ResultsError(path, "cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

    private func append(_ text: String) throws(ResultsError) {
        let bytes = Array(text.utf8)
        let start = lseek(descriptor, 0, SEEK_CUR)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let reason = String(cString: strerror(errno))
                // Half a row would make the file unreadable: take it back where the file can be cut.
                if start >= 0 && ftruncate(descriptor, start) == 0 { lseek(descriptor, start, SEEK_SET) }
                throw ResultsError(path, "cannot be written: \(reason); earlier rows are intact")
            }
            written += count
        }
    }

    /// RFC 4180: quoted where a comma, a quotation mark or a line end is inside.
    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return text }
        var quoted = String.UnicodeScalarView(["\""])
        // By scalars: a mark with an accent on it is one character, and still a quotation mark to a reader of bytes.
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        return String(quoted) + "\""
    }
}
