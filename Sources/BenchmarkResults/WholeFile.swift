/// Reads a file at once: what is small by its nature, and refused where it is not.
public enum WholeFile {
    /// The bytes of the file or pipe at `path`; `-` is stdin.
    ///
    /// - Parameter limit: mebibytes that it may have at most.
    /// - Throws: `ResultsError`.
    public static func bytes(path: String, limit: Int) throws(ResultsError) -> [UInt8] {
        let source = try path == "-" ? ByteSource(standardInput: ()) : ByteSource(path: path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try source.read(into: &buffer, from: 0)
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= limit << 20 else { throw ResultsError(source.path, "larger than \(limit) MiB") }
        }
    }
}
