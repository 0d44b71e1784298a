import HTTPMessages
import TestKit
import Testing

@testable import Networking

@Suite("The pool as a state machine")
struct ClientPoolMachineTests {
    typealias Machine = ConnectionPoolMachine<Int>

    private func machine(total: Int = 100, perOrigin: Int = 100, waiting: Int = 100, loops: Int = 2) -> Machine {
        Machine(limits: .init(total: total, perOrigin: perOrigin, waiting: waiting), loops: loops)
    }

    private let origin = Origin(scheme: .http, host: "a.test")
    private let other = Origin(scheme: .http, host: "b.test")

    @Test("a call without connection has one opened on its loop, then leaves it to the next")
    func first() {
        var machine = machine()
        let slot = machine.slot(of: origin)
        #expect(machine.take(slot, loop: 1) == nil)
        #expect(machine.join(7, slot: slot, loop: 1).orders == [.open(.init(slot: slot, loop: 1))])
        #expect(machine.opened(50, slot: slot, loop: 1) == [.serve(7, 50, reused: false)])
        #expect(machine.released(50, slot: slot, loop: 1) == [])
        #expect(machine.take(slot, loop: 1)?.connection == 50)
        #expect(machine.take(slot, loop: 1) == nil)
    }

    @Test("a call's own loop is preferred; borrowing has one opened beside, once")
    func loops() {
        var machine = machine()
        let slot = machine.slot(of: origin)
        #expect(machine.warm(slot, upTo: 4, firstLoop: 0).map(\.loop) == [0, 1, 0, 1])
        for (connection, loop) in [(1, 0), (2, 1), (3, 0), (4, 1)] {
            #expect(machine.opened(connection, slot: slot, loop: loop) == [])
        }
        #expect(machine.take(slot, loop: 1)?.connection == 4)
        #expect(machine.take(slot, loop: 1)?.connection == 2)
        let borrowed = machine.take(slot, loop: 1)
        #expect(borrowed?.connection == 3 && borrowed?.opening == .init(slot: slot, loop: 1))
        let again = machine.take(slot, loop: 1)
        #expect(again?.connection == 1 && again?.opening == nil)
        #expect(machine.opened(5, slot: slot, loop: 1) == [])
        #expect(machine.take(slot, loop: 1)?.connection == 5)
    }

    @Test("at the limit calls wait in order, and those who leave are passed over")
    func queue() {
        var machine = machine(perOrigin: 1, waiting: 3)
        let slot = machine.slot(of: origin)
        #expect(machine.join(1, slot: slot, loop: 0).orders.count == 1)
        #expect(machine.join(2, slot: slot, loop: 0).orders == [])
        #expect(machine.join(3, slot: slot, loop: 0).orders == [])
        #expect(machine.join(4, slot: slot, loop: 0).refusal == .tooManyWait)
        #expect(machine.opened(9, slot: slot, loop: 0) == [.serve(1, 9, reused: false)])
        #expect(machine.leave(2, slot: slot) == true)
        #expect(machine.leave(2, slot: slot) == false)
        #expect(machine.leave(1, slot: slot) == false)
        #expect(machine.released(9, slot: slot, loop: 0) == [.serve(3, 9, reused: true)])
        #expect(machine.join(5, slot: slot, loop: 0).orders == [])
        #expect(machine.closed(9, slot: slot, loop: 0) == [.open(.init(slot: slot, loop: 0))])
    }

    @Test("a dead origin fails as many calls as attempts that nobody else makes good")
    func failing() {
        var machine = machine(perOrigin: 2)
        let slot = machine.slot(of: origin)
        for id in 1...3 { _ = machine.join(UInt64(id), slot: slot, loop: 0) }
        #expect(machine.openingFailed(slot: slot).first == .fail(1))
        #expect(machine.opened(9, slot: slot, loop: 0) == [.serve(2, 9, reused: false)])
        #expect(machine.released(9, slot: slot, loop: 0) == [.serve(3, 9, reused: true)])
        // The attempt that was made for call 3 is not missed.
        #expect(machine.openingFailed(slot: slot) == [])
        #expect(machine.statistics(of: origin).failed == 2)
    }

    @Test("an attempt that fails is not missed while another goes on for whoever waits")
    func failingBeside() {
        var machine = machine()
        let slot = machine.slot(of: origin)
        for id in 1...2 { _ = machine.join(UInt64(id), slot: slot, loop: 0) }
        #expect(machine.leave(1, slot: slot) == true)
        #expect(machine.openingFailed(slot: slot) == [])
        #expect(machine.opened(9, slot: slot, loop: 0) == [.serve(2, 9, reused: false)])
    }

    @Test("at the total limit the connection that was idle longest makes room for another origin")
    func total() {
        var machine = machine(total: 2)
        let slot = machine.slot(of: origin)
        let second = machine.slot(of: other)
        _ = machine.warm(slot, upTo: 2, firstLoop: 0)
        for (connection, loop) in [(1, 0), (2, 1)] { _ = machine.opened(connection, slot: slot, loop: loop) }
        #expect(machine.join(5, slot: second, loop: 0).orders == [.close(1), .open(.init(slot: second, loop: 0))])
        #expect(machine.take(slot, loop: 1)?.connection == 2)
        #expect(machine.join(6, slot: second, loop: 0).orders == [])
        // The last one comes back and has to go, since somebody else waits.
        #expect(machine.released(2, slot: slot, loop: 1) == [.close(2), .open(.init(slot: second, loop: 0))])
        #expect(machine.total == 2)
    }

    @Test("an idle connection can be retired, one that a call has cannot")
    func retiring() {
        var machine = machine()
        let slot = machine.slot(of: origin)
        _ = machine.warm(slot, upTo: 1, firstLoop: 0)
        _ = machine.opened(1, slot: slot, loop: 0)
        #expect(machine.take(slot, loop: 0)?.connection == 1)
        #expect(machine.retire(1, slot: slot, loop: 0) == false)
        _ = machine.released(1, slot: slot, loop: 0)
        #expect(machine.retire(1, slot: slot, loop: 0) == true)
        #expect(machine.total == 0 && machine.take(slot, loop: 0) == nil)
    }

    @Test("after shutting down nothing is handed out, and what still opens is closed")
    func shutDown() {
        var machine = machine(perOrigin: 1)
        let slot = machine.slot(of: origin)
        _ = machine.join(1, slot: slot, loop: 0)
        _ = machine.join(2, slot: slot, loop: 0)
        #expect(machine.shutDown() == [1, 2])
        #expect(machine.opened(9, slot: slot, loop: 0) == [.close(9)])
        #expect(machine.join(3, slot: slot, loop: 0).refusal == .shutDown)
        #expect(machine.warm(slot, upTo: 5, firstLoop: nil) == [])
        #expect(machine.total == 0)
    }

    @Test("origins that nothing uses are forgotten when there are very many")
    func manyOrigins() {
        var machine = machine()
        let used = machine.slot(of: origin)
        _ = machine.join(1, slot: used, loop: 0)
        let slots = (0..<5000).map { machine.slot(of: Origin(scheme: .http, host: "h\($0).test")) }
        #expect((slots.max() ?? 0) < 1024)
        #expect(machine.slot(of: origin) == used && !slots.contains(used))
    }

    @Test("whatever happens: limits hold, nobody shares a connection, everybody is served or told", arguments: 0..<30)
    func property(seed: Int) {
        var world = PoolWorld(seed: UInt64(seed))
        for _ in 0..<600 { world.step() }
        world.settle()
        #expect(world.problems == [])
        #expect(world.joined.isEmpty, "never answered: \(world.joined)")
    }
}

/// Plays calls, sockets and servers against the machine at random, and notes what must not be.
private struct PoolWorld {
    var machine: ConnectionPoolMachine<Int>
    var random: SeededGenerator
    var problems: [String] = []
    var joined: [UInt64: Int] = [:]
    private var openings: [ConnectionPoolMachine<Int>.Opening] = []
    private var busy: [Int: (slot: Int, loop: Int)] = [:]
    private var places: [Int: (slot: Int, loop: Int)] = [:]
    private var lastID: UInt64 = 0
    private var lastConnection = 0
    private let total: Int
    private let perOrigin: Int
    private let slots: [Int]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        total = Int.random(in: 1...6, using: &random)
        perOrigin = Int.random(in: 1...4, using: &random)
        machine = ConnectionPoolMachine(limits: .init(total: total, perOrigin: perOrigin, waiting: 20), loops: 2)
        var slots: [Int] = []
        for name in ["a", "b", "c"] { slots.append(machine.slot(of: Origin(scheme: .http, host: name))) }
        self.slots = slots
    }

    mutating func step() {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: call()
        case 4, 5: finish(healthy: true)
        case 6: finish(healthy: false)
        case 7: connect(works: true)
        case 8: connect(works: Bool.random(using: &random))
        default: leaveOrEnd()
        }
        check()
    }

    /// Every attempt to connect works from here on, and every call ends.
    mutating func settle() {
        for _ in 0..<2000 where !joined.isEmpty || !busy.isEmpty || !openings.isEmpty {
            connect(works: true)
            finish(healthy: true)
            check()
        }
    }

    private mutating func call() {
        let slot = slots.randomElement(using: &random) ?? 0
        let loop = [nil, 0, 1].randomElement(using: &random) ?? nil
        if let found = machine.take(slot, loop: loop) {
            lease(found.connection)
            if let opening = found.opening { openings.append(opening) }
            return
        }
        lastID += 1
        joined[lastID] = slot
        let (refusal, orders) = machine.join(lastID, slot: slot, loop: loop)
        if refusal != nil { joined[lastID] = nil }
        obey(orders)
    }

    private mutating func finish(healthy: Bool) {
        guard let (connection, place) = busy.min(by: { $0.key < $1.key }) else { return }
        busy[connection] = nil
        if healthy {
            obey(machine.released(connection, slot: place.slot, loop: place.loop))
        } else {
            places[connection] = nil
            obey(machine.closed(connection, slot: place.slot, loop: place.loop))
        }
    }

    private mutating func connect(works: Bool) {
        guard !openings.isEmpty else { return }
        let opening = openings.remove(at: Int.random(in: 0..<openings.count, using: &random))
        guard works else { return obey(machine.openingFailed(slot: opening.slot)) }
        lastConnection += 1
        places[lastConnection] = (opening.slot, opening.loop)
        obey(machine.opened(lastConnection, slot: opening.slot, loop: opening.loop))
    }

    /// A call gives up, or a connection that may be idle ends.
    private mutating func leaveOrEnd() {
        if Bool.random(using: &random), let (id, slot) = joined.min(by: { $0.key < $1.key }) {
            if machine.leave(id, slot: slot) { joined[id] = nil } else { problems.append("\(id) was not waiting") }
        } else if let (connection, place) = places.filter({ busy[$0.key] == nil }).min(by: { $0.key < $1.key }) {
            places[connection] = nil
            if Bool.random(using: &random) {
                obey(machine.closed(connection, slot: place.slot, loop: place.loop))
            } else if !machine.retire(connection, slot: place.slot, loop: place.loop) {
                problems.append("\(connection) was not idle")
            }
        }
    }

    private mutating func obey(_ orders: [ConnectionPoolMachine<Int>.Order]) {
        for order in orders {
            switch order {
            case .serve(let id, let connection, _):
                if joined.removeValue(forKey: id) == nil { problems.append("\(id) served without waiting") }
                lease(connection)
            case .fail(let id):
                if joined.removeValue(forKey: id) == nil { problems.append("\(id) failed without waiting") }
            case .open(let opening):
                openings.append(opening)
            case .close(let connection):
                if busy[connection] != nil { problems.append("\(connection) closed in use") }
                if places.removeValue(forKey: connection) == nil { problems.append("\(connection) closed twice") }
            }
        }
    }

    private mutating func lease(_ connection: Int) {
        if busy[connection] != nil { problems.append("\(connection) has two calls") }
        guard let place = places[connection] else { return problems.append("\(connection) is closed") }
        busy[connection] = place
    }

    private mutating func check() {
        if machine.total != places.count + openings.count { problems.append("counted \(machine.total)") }
        if machine.total > total { problems.append("over the total limit") }
        for slot in slots {
            let count = places.values.filter { $0.slot == slot }.count + openings.filter { $0.slot == slot }.count
            if count > perOrigin { problems.append("over the limit of origin \(slot)") }
            let statistics = machine.statistics(of: machine.origin(of: slot))
            if statistics.idle > 0, statistics.waiting > 0 { problems.append("one waits while one is idle") }
        }
    }
}
