import Glibc

/// The bug that the environment asks for: the program that fuzzes is the one that is shown to find it.
private let canary = getenv("FUZZ_CANARY").flatMap { Canary(rawValue: String(cString: $0)) } ?? .none

/// Checks one input; a violation ends the process, which libFuzzer takes for a crash.
func run(_ property: any Property.Type, _ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try property.check(Array(UnsafeBufferPointer(start: data, count: count)), canary: canary)
        return 0
    } catch {
        let text = Array("violation: \(error)\n".utf8)
        _ = write(STDERR_FILENO, text, text.count)
        abort()
    }
}
