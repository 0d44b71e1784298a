import Essentials
import Testing

@testable import MediaTools

@Suite("libvips")
struct VipsRuntimeTests {
    @Test("that is not there is one clear error, which says how to get it")
    func missing() throws {
        let problem = try #require(VipsRuntime.load(["libvips-of-no-system.so.1", "libvips-of-none.so.2"]))
        #expect(problem.code == "image.no-library")
        #expect(problem.category == .missingTool)
        #expect(
            problem.message.contains("libvips-of-no-system.so.1") && problem.message.contains("libvips-of-none.so.2"))
        #expect(problem.remedy?.contains("apt install libvips") == true)
    }

    #if os(Linux)
        @Test("that is another library is refused, and the one that was loaded goes on working")
        func another() throws {
            let version = try VipsRuntime.version()
            let problem = try #require(VipsRuntime.load(["libc.so.6"]))
            #expect(problem.message.contains("vips_init"))
            #expect(try VipsRuntime.version() == version)
        }
    #endif

    @Test("tells its version before it is started")
    func version() throws {
        #expect(try VipsRuntime.version().hasPrefix("8."))
    }
}
