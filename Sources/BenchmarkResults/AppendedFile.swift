import Glibc

/// A file of lines that grows at its end: what is appended is there whole or not at all.
public final class AppendedFile {
    /// Which file it may be.
    public enum Opening: Sendable {
        /// One that is not there yet.
        case new
        /// One that is emptied where it is there.
        case replacing
        /// One that is there.
        case existing
        /// One that is there or not.
        case any
    }

    private let path: String
    private var descriptor: Int32

    /// Opens the file.
    ///
    /// - Throws: `ResultsError`.
    public init(path: String, _ opening: Opening) throws(ResultsError) {
        self.path = path
        let flags =
            switch opening {
            case .new: O_WRONLY | O_CREAT | O_EXCL
            case .replacing: O_WRONLY | O_CREAT | O_TRUNC
            case .existing: O_RDWR
            case .any: O_RDWR | O_CREAT
            }
        descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                throw ResultsError(path, "the file exists; choose another name, or replace it with --force")
            }
            throw failure("cannot be written")
        }
        if opening == .any { lseek(descriptor, 0, SEEK_END) }
    }

    /// Standard output, wherever that goes.
    ///
    /// - Throws: `ResultsError`.
    public init(standardOutput: Void) throws(ResultsError) {
        path = "standard output"
        descriptor = dup(STDOUT_FILENO)
        guard descriptor >= 0 else { throw failure("cannot be written") }
    }

    deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

    /// Whether nothing is in it.
    public var isEmpty: Bool { lseek(descriptor, 0, SEEK_END) == 0 }

    /// Cuts off what follows the last line end.
    ///
    /// - Throws: `ResultsError`.
    public func cutHalfALine() throws(ResultsError) {
        var end = lseek(descriptor, 0, SEEK_END)
        var byte: UInt8 = 0
        while end > 0, pread(descriptor, &byte, 1, end - 1) == 1, byte != UInt8(ascii: "\n") { end -= 1 }
        guard end >= 0, ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else {
            throw failure("cannot be continued")
        }
    }

    /// Appends lines with one write.
    ///
    /// - Throws: `ResultsError` when they could not be written whole; what was there stays intact.
    public func append(_ text: String) throws(ResultsError) {
        let bytes = Array(text.utf8)
        let start = lseek(descriptor, 0, SEEK_CUR)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let error = failure("cannot be written", "; earlier rows are intact")
                // Half a row would make the file unreadable: take it back where the file can be cut.
                if start >= 0 && ftruncate(descriptor, start) == 0 { lseek(descriptor, start, SEEK_SET) }
                throw error
            }
            written += count
        }
    }

    /// Closes the file.
    ///
    /// - Throws: `ResultsError` when the system reports late that something was not written.
    public func close() throws(ResultsError) {
        guard descriptor >= 0 else { return }
        let code = Glibc.close(descriptor)
        descriptor = -1
        guard code == 0 else { throw failure("cannot be written") }
    }

    private func failure(_ what: String, _ more: String = "") -> ResultsError {
        ResultsError(path, "\(what): \(String(cString: strerror(errno)))\(more)")
    }
}
