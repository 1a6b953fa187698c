import ArgumentParser

/// What is measured.
enum Backend: String, CaseIterable, ExpressibleByArgument {
    /// The rules in user space.
    case model
    /// The running kernel.
    case kernel
}
