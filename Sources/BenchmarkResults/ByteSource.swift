import Glibc

/// The bytes of a file or a pipe, read in pieces, so that nothing has to fit into memory whole.
final class ByteSource {
    /// No result file comes near it: 3 million rows.
    static let maximumSize = 2 << 30

    /// The path as it was given.
    let path: String
    private let descriptor: Int32
    /// What a regular file held when it was opened; 0 for a pipe.
    private let promised: Int
    /// Bytes read until now.
    private(set) var taken = 0
    /// Whether everything has been read.
    private(set) var isAtEnd = false

    /// Opens a regular file or a pipe, and refuses everything else: a device may never end.
    init(path: String) throws(ResultsError) {
        self.path = path
        // Without O_NONBLOCK: the reader of a FIFO waits for its writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            promised = 0
            throw ResultsError(path, "cannot be opened: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let type = status.st_mode & S_IFMT
        promised = isKnown && type == S_IFREG ? Int(status.st_size) : 0
        guard isKnown, type == S_IFREG || type == S_IFIFO else {
            throw ResultsError(path, "\(Self.noun(type)); only files and pipes are read")
        }
        guard promised <= Self.maximumSize else { throw tooLarge }
    }

    /// Standard input, whatever it is.
    init(standardInput: Void) throws(ResultsError) {
        path = "stdin"
        promised = 0
        descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            throw ResultsError(path, "cannot be opened: \(String(cString: strerror(errno)))")
        }
    }

    deinit { if descriptor >= 0 { _ = close(descriptor) } }

    /// Reads into `buffer` from `start` on and returns the number of bytes; 0 only at the end.
    func read(into buffer: inout [UInt8], from start: Int) throws(ResultsError) -> Int {
        let count = buffer.withUnsafeMutableBytes { raw in
            let rest = UnsafeMutableRawBufferPointer(rebasing: raw[start...])
            while true {
                let count = Glibc.read(descriptor, rest.baseAddress, rest.count)
                if count >= 0 || errno != EINTR { return count }
            }
        }
        guard count >= 0 else { throw ResultsError(path, "cannot be read: \(String(cString: strerror(errno)))") }
        taken += count
        guard taken <= Self.maximumSize else { throw tooLarge }
        if count == 0 {
            isAtEnd = true
            guard taken >= promised else {
                throw ResultsError(path, "shrank while it was read: \(taken) bytes of \(promised) were left")
            }
        }
        return count
    }

    private var tooLarge: ResultsError { ResultsError(path, "larger than 2 GiB: no file of netnsbench") }

    private static func noun(_ type: mode_t) -> String {
        switch type {
        case S_IFDIR: "a directory"
        case S_IFCHR, S_IFBLK: "a device"
        default: "neither a file nor a pipe"
        }
    }
}
