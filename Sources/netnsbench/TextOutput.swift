import Glibc

/// Where a converted text goes: stdout, or a file that is never replaced unasked and never left half-written.
struct TextOutput {
    private let path: String
    private let descriptor: Int32
    /// Whether the file was made here, so that it may be taken away again.
    private let isNew: Bool

    /// Opens the file at once, and changes nothing in one that is there already.
    ///
    /// - Parameters:
    ///   - path: nil and `-` are stdout.
    ///   - force: allows for a file that exists.
    init(path: String?, force: Bool) throws {
        guard let path, path != "-" else {
            self.path = "standard output"
            descriptor = STDOUT_FILENO
            isNew = false
            return
        }
        self.path = path
        let new = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        isNew = new >= 0
        guard new < 0, errno == EEXIST else {
            descriptor = new
            if new < 0 { throw Self.failure(path) }
            return
        }
        guard force else {
            throw ProgramFailure.failed(
                "\(path): the file exists; choose another name, or replace it with --force")
        }
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
        if descriptor < 0 { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> ProgramFailure {
        .failed("\(path): cannot be written: \(String(cString: strerror(errno)))")
    }

    /// Writes what `text` makes and closes the file; whatever fails, a new file is taken away again.
    func write(_ text: () throws -> String) throws { try write(bytes: { Array(try text().utf8) }) }

    /// Writes what `bytes` makes and closes the file; whatever fails, a new file is taken away again.
    func write(bytes: () throws -> [UInt8]) throws {
        do {
            let bytes = try bytes()
            if descriptor != STDOUT_FILENO { _ = ftruncate(descriptor, 0) }  // a device cannot be cut
            try write(bytes)
            if descriptor != STDOUT_FILENO, close(descriptor) != 0 { throw Self.failure(path) }
        } catch {
            if isNew { unlink(path) }
            throw error
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// The file's name for a message.
    var name: String { path }
}
