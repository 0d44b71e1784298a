import CVips
import Essentials

/// A reference to an object of libvips, given up when this is let go. Stays on the thread that made it.
final class VipsReference {
    let pointer: OpaquePointer

    /// Takes over the reference that the caller holds.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(pointer))
    }

    /// Lends the object as an image; it lives at least until `body` returns.
    func withImage<Result>(_ body: (OpaquePointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(pointer) }
    }
}

/// What libvips could not do. Its own words are not kept: its log of errors is shared by all threads.
struct VipsFailure: DescribedFailure {
    let operation: String

    var code: String { "image.failed" }
    var message: String { "The image library could not do '\(operation)'." }
    var remedy: String? { "The system may be short of memory." }
    var category: FailureCategory { .failed }
}

/// One call of a libvips operation by its name, such as `resize`. (The C functions of that name take variable
/// arguments, which Swift cannot call.)
struct VipsOperation {
    enum Argument {
        case integer(Int)
        case number(Double)
        case flag(Bool)
        /// A choice by its short name, such as `truncated` for `fail_on`, or a text.
        case word(String)
        case numbers([Double])
        /// An image, or a source of bytes.
        case object(VipsReference)
    }

    private let name: String
    private var arguments: [(name: String, value: Argument)]

    init(_ name: String, _ arguments: KeyValuePairs<String, Argument>) {
        self.name = name
        self.arguments = arguments.map { ($0.key, $0.value) }
    }

    mutating func set(_ name: String, _ value: Argument) {
        arguments.append((name, value))
    }

    /// The resulting image. Its pixels may be computed only when they are asked for.
    func image() throws -> VipsReference {
        try run { operation in
            var value = GValue()
            g_value_init(&value, vips_image_get_type())
            defer { g_value_unset(&value) }
            g_object_get_property(operation, "out", &value)
            guard let image = g_value_dup_object(&value) else { throw VipsFailure(operation: name) }
            return VipsReference(owning: OpaquePointer(image))
        }
    }

    /// The resulting bytes of an operation that saves.
    func bytes() throws -> [UInt8] {
        try run { operation in
            var value = GValue()
            g_value_init(&value, vips_blob_get_type())
            defer { g_value_unset(&value) }
            g_object_get_property(operation, "buffer", &value)
            guard let blob = g_value_get_boxed(&value) else { throw VipsFailure(operation: name) }
            var length = 0
            guard let start = vips_blob_get(OpaquePointer(blob), &length)
            else { throw VipsFailure(operation: name) }
            return Array(UnsafeRawBufferPointer(start: start, count: length))
        }
    }

    private func run<Result>(_ read: (OpaquePointer) throws -> Result) throws -> Result {
        guard let operation = vips_operation_new(name) else { throw failure() }
        var current: OpaquePointer? = operation
        defer {
            if let current {
                vips_object_unref_outputs(current)
                g_object_unref(UnsafeMutableRawPointer(current))
            }
        }
        for (name, value) in arguments { try set(name, value, on: operation) }
        // On failure the operation is still ours to let go; on success it may be replaced by another.
        guard vips_cache_operation_buildp(&current) == 0, let built = current else { throw failure() }
        return try read(built)
    }

    private func set(_ name: String, _ argument: Argument, on object: OpaquePointer) throws {
        var value = GValue()
        switch argument {
        case .integer(let number): return try setText(name, String(number), on: object)
        case .flag(let flag): return try setText(name, flag ? "true" : "false", on: object)
        case .word(let word): return try setText(name, word, on: object)
        case .number(let number):
            g_value_init(&value, g_type_from_name("gdouble"))
            g_value_set_double(&value, number)
        case .numbers(let numbers):
            g_value_init(&value, vips_array_double_get_type())
            vips_value_set_array_double(&value, numbers, Int32(numbers.count))
        case .object(let reference):
            let instance = UnsafeMutablePointer<GTypeInstance>(reference.pointer)
            g_value_init(&value, instance.pointee.g_class.pointee.g_type)
            g_value_set_object(&value, instance)
        }
        g_object_set_property(object, name, &value)
        g_value_unset(&value)
    }

    private func setText(_ name: String, _ text: String, on object: OpaquePointer) throws {
        guard vips_object_set_argument_from_string(object, name, text) == 0 else { throw failure() }
    }

    private func failure() -> VipsFailure {
        vips_error_clear()
        return VipsFailure(operation: name)
    }
}
