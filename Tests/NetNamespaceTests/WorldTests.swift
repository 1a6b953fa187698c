import CNetNamespace
import Testing

@testable import NetNamespace

extension ModelTests {
    @Suite struct Worlds {
        @Test(arguments: Variant.all) func aWorldGivesEveryByteBack(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 100, payloadBytes: 64)
            #expect(world.checkedLength() == 100)
            #expect(world.bytesPerNamespace > 64)
            world.close()
            #expect(world.worldCounters.bytes == 0)
        }

        @Test func thereIsOneWorldAtATime() throws {
            let variant = try #require(Variant.all.first)
            let world = try World(variant: variant, namespaces: 1)
            #expect(throws: WorldError.self) { try World(variant: variant, namespaces: 1) }
            world.close()
            let next = try World(variant: variant, namespaces: 1)
            next.close()
        }

        @Test func placesAreASeededPermutation() throws {
            let world = try World(variant: try #require(Variant.all.first), namespaces: 50)
            defer { world.close() }
            func addresses(_ places: Places) -> [UInt] {
                (0..<places.count).map { UInt(bitPattern: places.pointer[$0]) }
            }
            let first = addresses(world.places(seed: 1))
            #expect(first == addresses(world.places(seed: 1)))
            #expect(first != addresses(world.places(seed: 2)))
            #expect(Set(first) == Set(namespaces(world).map { UInt(bitPattern: $0) }))
        }

        @Test(arguments: Variant.all.filter { !$0.isNegativeControl }) func aSectionDoesWhatItWasAsked(
            _ variant: Variant
        ) throws {
            let world = try World(variant: variant, namespaces: 10)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                let section = Section(variant: variant, pending: 3, places: world.places(seed: 1))
                let before = world.counters
                #expect(section.function(.read)?(7).operations == 7)
                #expect(world.counters.walks - before.walks == 7)
                #expect(world.counters.visits - before.visits == 70)
                #expect(section.function(.unlock)?(5).operations == 5)
                guard variant.drains else { return }
                let result = section.function(.pending)?(4)
                #expect(result?.operations == 4)
                #expect((result?.timed_ns ?? 0) > 0)
                #expect(world.counters.handled - before.handled == 12)
                #expect(section.function(.pendingReference)?(2).operations == 2)
                #expect(world.counters.handled - before.handled == 18)
                #expect(world.stranded == 0)
            }
        }
    }
}
