import Glibc

/// Where files go that were given no name.
enum ResultsFolder {
    /// `results/` where there is one that can be written to, else here; by the naming rule of results/README.md.
    static var prefix: String { access("results", W_OK) == 0 ? "results/" : "" }
}
