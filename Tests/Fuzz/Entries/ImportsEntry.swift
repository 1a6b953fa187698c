/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    run(ImportProperty.self, data, count)
}
