import Glibc

/// A property that holds for every input, whatever its bytes.
protocol Property {
    /// Checks one input.
    ///
    /// - Parameter canary: a bug to have on purpose.
    /// - Throws: `Violation`.
    static func check(_ bytes: [UInt8], canary: Canary) throws
}

/// What does not hold.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A bug that is put in on purpose: a fuzzer that does not find it finds nothing.
enum Canary: String, CaseIterable {
    /// None: the code as it is.
    case none
    /// Reads past the end of something.
    case crash
    /// Accepts what is to be refused.
    case garbage
}

/// Throws where `holds` is false.
func require(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Violation(what()) }
}

/// What is read, or why it is refused.
func outcome<Value>(_ read: () throws -> Value) throws -> Result<Value, Refusal> {
    do {
        return .success(try read())
    } catch let violation as Violation {
        throw violation
    } catch {
        return .failure(Refusal(description: "\(error)"))
    }
}

/// Why an input is refused, as the user is told.
struct Refusal: Error, Equatable {
    let description: String

    /// The line it blames, from 1; nil where it blames none.
    ///
    /// - Parameter path: what its sentence begins with.
    func line(path: String) -> Int? {
        let digits = description.dropFirst(path.count + 1).prefix { $0.isNumber }
        return description.hasPrefix(path + ":") ? Int(digits) : nil
    }

    /// A sentence on one line, short, and with a line number, if any, that the input has.
    func check(path: String, bytes: [UInt8]) throws {
        try require(description.hasPrefix(path + ":"), "no file in: \(description)")
        try require(description.count <= path.count + 4000, "a sentence of \(description.count) characters")
        // A terminal obeys control characters.
        let control = description.unicodeScalars.first { $0.value < 32 || (127..<160).contains($0.value) }
        try require(control == nil, "a control character in the sentence: \(description.debugDescription)")
        if let line = line(path: path) {
            let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
            try require((1...lines).contains(line), "line \(line) of \(lines): \(description)")
        }
    }
}

/// Calls `body` with the path of a file that holds those bytes and that nobody else sees.
func withFile<Value>(_ bytes: [UInt8], _ body: (_ path: String) throws -> Value) throws -> Value {
    let file = tmpfile()
    guard let file, fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0 else {
        throw Violation("no temporary file: \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    return try body("/proc/self/fd/\(fileno(file))")
}
