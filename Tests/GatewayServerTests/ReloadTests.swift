import Foundation
import HTTPMessages
import JSON
import Networking
import TestKit
import Testing

@testable import GatewayServer

@Suite("A changed configuration is taken into use while requests run")
struct ReloadTests {
    private static let before = """
        pools: { main: { provider: openai, url: UPSTREAM, model: main } }
        """

    private func replace(_ file: URL, by yaml: String, _ trial: GatewayTrial) throws {
        let text = yaml.replacing("UPSTREAM", with: "http://127.0.0.1:\(trial.upstreamPort)/v1")
        try Data(text.utf8).write(to: file, options: .atomic)
    }

    /// Lets the watch look at its file so often.
    private func look(_ time: ManualTime, times: Int = 3) async {
        for _ in 0..<times {
            // The watch of the file, and the one of the endpoints' health.
            await time.waitForSleepers(1)
            time.advance(by: ConfigurationWatch.pause)
        }
        await time.waitForSleepers(1)
    }

    @Test("new routes are there, old ones gone, and what was begun ends as it began")
    func reload() async throws {
        let (arrived, go) = (Signal<Void>(), Signal<Void>())
        let script: ScriptedUpstream.Script = { call, writer in
            if call.body["messages"]?.array?.last?["content"] == "wait" {
                arrived.send(())
                await go.value
            }
            try await ScriptedUpstream.echo(call, writer)
        }
        let time = ManualTime()
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "atelier.yaml")
            try await GatewayTrial.run(Self.before, upstream: script, file: file, time: time.source) { trial in
                async let running = trial.chat("wait", stream: true)
                await arrived.value
                #expect(try await trial.chat(model: "new").status == 404)
                await look(time)
                #expect(trial.log.all.isEmpty, "nothing has changed")
                try replace(
                    file,
                    by: Self.before.replacing("main:", with: "new:").replacing("model: main", with: "model: other"),
                    trial)
                await look(time, times: 1)
                #expect(trial.log.all.isEmpty, "it may still be written")
                await look(time, times: 2)
                await trial.log.count.wait(for: 1)
                #expect(trial.log.all == ["atelier.yaml has changed and is in use."])
                #expect(try await trial.chat(model: "new").status == 200)
                #expect(try await trial.chat(model: "main").status == 404)
                go.send(())
                let answer = try await running
                #expect(answer.status == 200 && answer.events.last == "[DONE]")
            }
        }
    }

    @Test("a bad file is told, and what was in use stays in use")
    func bad() async throws {
        let time = ManualTime()
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "atelier.yaml")
            try await GatewayTrial.run(Self.before, file: file, time: time.source) { trial in
                try replace(file, by: Self.before + "\nserver: { prot: 1 }", trial)
                await look(time)
                await trial.log.count.wait(for: 1)
                #expect(trial.log.all.count == 1)
                let line = trial.log.all[0]
                #expect(
                    line.hasPrefix(
                        "atelier.yaml has changed, but what was in use stays in use: atelier.yaml:2: 'server.prot'"))
                #expect(try await trial.chat().status == 200)
                try replace(file, by: "", trial)
                await look(time)
                await trial.log.count.wait(for: 2)
                #expect(try await trial.chat().status == 200, "an empty file takes nothing away")
                try FileManager.default.removeItem(at: file)
                await look(time)
                #expect(try await trial.chat().status == 200)
                try replace(file, by: Self.before + "\naliases: { other: main }", trial)
                await look(time)
                await trial.log.count.wait(for: 3)
                #expect(trial.log.all[2] == "atelier.yaml has changed and is in use.")
                #expect(try await trial.chat(model: "other").status == 200)
            }
        }
    }

    @Test("keys change at once, and keep what was counted")
    func keys() async throws {
        let time = ManualTime()
        let keys = "\nkeys: [{ name: one, sha256: \(GatewayTrial.digest("one")), requests_per_minute: 0.01 }]"
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "atelier.yaml")
            try await GatewayTrial.run(Self.before + keys, file: file, time: time.source) { trial in
                #expect(try await trial.chat(key: "one").status == 200)
                try replace(
                    file,
                    by: Self.before
                        + keys.replacing(" }]", with: " }, { name: two, sha256: \(GatewayTrial.digest("two")) }]"),
                    trial)
                await look(time)
                await trial.log.count.wait(for: 1)
                #expect(try await trial.chat(key: "two").status == 200)
                #expect(try await trial.chat(key: "one").status == 429)
            }
        }
    }

    @Test("no request is dropped while the file changes again and again")
    func noneDropped() async throws {
        let time = ManualTime()
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "atelier.yaml")
            try await GatewayTrial.run(Self.before, file: file, time: time.source) { trial in
                try await withThrowingTaskGroup(of: [Int].self) { group in
                    let (isOver, answered) = (Gauge(), Gauge())
                    for lane in 0..<8 {
                        group.addTask {
                            var statuses: [Int] = []
                            while isOver.value == 0 {
                                let answer = try await trial.chat("x", stream: lane.isMultiple(of: 2))
                                let isWhole = !lane.isMultiple(of: 2) || answer.events.last == "[DONE]"
                                statuses.append(isWhole ? answer.status : 0)
                                answered.add(1)
                            }
                            return statuses
                        }
                    }
                    for round in 0..<10 {
                        try replace(
                            file,
                            by: Self.before
                                + "\naliases: { a\(round): main }\nnetwork: { idle_timeout: \(20 + round) }", trial)
                        await look(time)
                        await trial.log.count.wait(for: round + 1)
                        await answered.wait(for: (round + 1) * 12)
                    }
                    isOver.add(1)
                    var all: [Int] = []
                    for try await statuses in group { all += statuses }
                    #expect(all.count >= 120)
                    #expect(all.allSatisfy { $0 == 200 })
                }
                #expect(Set(trial.log.all) == ["atelier.yaml has changed and is in use."])
            }
        }
    }
}
