import Glibc

/// The text of a small file of the kernel, without the white space around it; nil where it cannot be read as UTF-8.
public func readSmallFile(_ path: String, limit: Int = 1 << 20) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while bytes.count < limit {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0 { return nil }
        if count == 0 { break }
        bytes += buffer.prefix(count)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    return String(text.trimmingWhitespace())
}

extension StringProtocol {
    /// Without white space at both ends.
    func trimmingWhitespace() -> SubSequence {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return self[start..<end]
    }
}
