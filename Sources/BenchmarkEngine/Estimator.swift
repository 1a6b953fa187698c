/// How `ns_per_op` came about; figures of unlike estimators are never compared.
public enum Estimator: String, Sendable {
    /// The median over chunks of ns per operation: one thread alone.
    case chunkMedian = "chunk_median"
    /// Threads x window / operations, from each thread's own rate: several threads.
    case throughput
    /// The median over chunks of the time the section took itself, per operation.
    case timedInside = "timed_inside"
    /// The mean of that time over all operations, where operations wait for others: a median would hide the waiting.
    case timedMean = "timed_mean"
    /// The median over adjacent pairs of ns per operation of the section less that of the reference section.
    case differential
}
