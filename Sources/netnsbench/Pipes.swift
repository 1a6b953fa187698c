import Glibc

/// Says that a named pipe is waited for: to open it takes somebody who writes to it.
///
/// The pipe of a `<(...)` is there with its writer.
func announcePipe(_ path: String) {
    guard let status = status(path), status.st_mode & S_IFMT == S_IFIFO, status.st_dev != deviceOfUnnamedPipes() else {
        return
    }
    writeToStandardError("waiting for somebody to write to the pipe \(path)\n")
}

/// Refuses what cannot be both read and added to.
///
/// - Parameter what: what the file is to be.
func refuseUnlessFile(_ path: String, _ what: String) throws {
    guard let status = status(path), status.st_mode & S_IFMT != S_IFREG else { return }
    throw ProgramFailure.failed("\(path): not a file, and only a file can be \(what)")
}

/// What stands there; nil for nothing.
private func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
}

/// Pipes without a name are all of one device.
private func deviceOfUnnamedPipes() -> dev_t? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { for end in ends { close(end) } }
    var status = stat()
    return fstat(ends[0], &status) == 0 ? status.st_dev : nil
}
