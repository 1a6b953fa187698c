import ArgumentParser

/// What every verb that measures has.
struct QuietOption: ParsableArguments {
    @Flag(
        name: .shortAndLong,
        help: "Say nothing on stderr but errors, warnings, and the name of a file that was given none.")
    var quiet = false

    /// Says it, unless nothing is to be said.
    func say(_ text: String) {
        if !quiet { writeToStandardError(text) }
    }
}
