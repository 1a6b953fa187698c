import Foundation

/// A terminal that nobody sits at, and what was written to it.
final class Terminal: @unchecked Sendable {
    // TIOCSPTLCK and TIOCGPTN (asm-generic/ioctls.h), macros that Swift cannot read.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430
    private static let setSize: UInt = 0x5414

    /// The end for a program.
    let slave: FileHandle
    private let master: Int32
    private let isOver = DispatchSemaphore(value: 0)
    // Written by the thread until `isOver`, read after it.
    private var bytes: [UInt8] = []

    /// - Parameter columns: of its window; 0 is a terminal that does not say.
    init(columns: UInt16 = 0) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0, ioctl(master, Self.getNumber, &number) == 0,
            case let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC), slave >= 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        if columns > 0 { _ = ioctl(slave, Self.setSize, &size) }
        self.slave = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        // All along: a terminal holds four kibibytes, and then whoever writes waits.
        Thread { self.read() }.start()
    }

    deinit { close(master) }

    /// What was written, when the last program has closed it.
    func text() throws -> String {
        try slave.close()
        isOver.wait()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(master, &buffer, buffer.count)
            // EIO: nobody has it open any more.
            if count <= 0 { break }
            bytes += buffer.prefix(count)
        }
        isOver.signal()
    }
}
