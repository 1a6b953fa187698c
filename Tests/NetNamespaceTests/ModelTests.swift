import CNetNamespace
import Foundation
import Testing

@testable import NetNamespace

/// Everything that makes a world: one variant is installed at a time, so these tests follow one another.
@Suite(.serialized) struct ModelTests {
    /// The variants whose list may change.
    static let changing = Variant.all.filter { !$0.isReadOnly }
    /// The real ones among them: the laws must hold.
    static let real = changing.filter { !$0.isNegativeControl }
    /// Wrong on purpose, in a way that releases a namespace under a walker.
    ///
    /// The law must fail for them; `torture` has all the controls.
    static let releasing = changing.filter {
        ["busted_no_grace_period", "busted_no_list_lock", "busted_unregistered_reader"].contains($0.name)
    }
    /// The real ones that drain.
    static let draining = real.filter(\.drains)
}

/// Runs `body` in `count` threads of their own, registered with the model of that kind, and waits for all of them.
func inRegisteredThreads(_ count: Int, _ rtnlLock: RtnlLock = .pthread, _ body: @escaping @Sendable (Int) -> Void) {
    let done = DispatchGroup()
    for index in 0..<count {
        done.enter()
        let thread = Thread {
            let registration = RegisteredThread(rtnlLock)
            body(index)
            registration?.unregister()
            done.leave()
        }
        thread.start()
    }
    done.wait()
}

/// A box that threads share under a lock.
final class Shared<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func with<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }

    var current: Value { with { $0 } }
}

/// The namespaces of a quiescent world, in order.
func namespaces(_ world: World) -> [OpaquePointer] {
    var nets = [OpaquePointer?](repeating: nil, count: 4096)
    let count = Int(net_list_copy(&nets, 4096))
    return nets.prefix(count).compactMap { $0 }
}

/// The walk of the installed rules, with a Swift closure as the visitor; false from the closure stops it.
@discardableResult
func walk(_ variant: Variant, _ visit: (OpaquePointer) -> Bool) -> UInt64 {
    withoutActuallyEscaping(visit) { escaping in
        var box: (OpaquePointer) -> Bool = escaping
        return withUnsafeMutablePointer(to: &box) { pointer in
            variant.row.pointee.walk(
                { net, context in
                    guard let context else { return false }
                    let visit = context.assumingMemoryBound(to: ((OpaquePointer) -> Bool).self)
                    return visit.pointee(net)
                }, pointer)
        }
    }
}
