public import NIOCore

/// Runs tasks on one event loop, so that the code of a request and its sockets share a thread: what is sent and
/// received crosses no thread, and straight-line `async` code costs little more than callbacks.
///
///     Task(executorPreference: EventLoopExecutor(loop)) { … }    // child tasks inherit it
public final class EventLoopExecutor: TaskExecutor {
    public let loop: any EventLoop

    public init(_ loop: any EventLoop) {
        self.loop = loop
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
