import HTTPMessages
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension TransportError {
    /// What an attempt to connect failed with.
    init(connecting error: any Error, to origin: Origin) {
        switch error {
        case let error as TransportError:
            self = error
        case let error as ForbiddenAddress:
            self.init(.forbiddenAddress, origin: origin, detail: error.description)
        case let error as NIOConnectionError:
            if let forbidden = (error.dnsAError ?? error.dnsAAAAError) as? ForbiddenAddress {
                self.init(connecting: forbidden, to: origin)
            } else if let first = error.connectionErrors.first {
                // Of several addresses the first refusal says most.
                let refusal = error.connectionErrors.first { ($0.error as? IOError)?.errnoCode == ECONNREFUSED }
                self.init(connecting: (refusal ?? first).error, to: origin)
            } else {
                let cause = error.dnsAError ?? error.dnsAAAAError
                self.init(.dns, origin: origin, detail: cause.map { "\($0)" })
            }
        case let error as IOError:
            self.init(Self.kind(of: error), origin: origin, detail: "\(error)")
        case ChannelError.connectTimeout:
            self.init(.connectTimeout, origin: origin)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            self.init(.tls, origin: origin, detail: "\(error)")
        default:
            self.init(.unreachable, origin: origin, detail: "\(error)")
        }
    }

    private static func kind(of error: IOError) -> Kind {
        switch error.errnoCode {
        case ECONNREFUSED: .refused
        case ETIMEDOUT: .connectTimeout
        case ECONNRESET, EPIPE: .reset
        default: .unreachable
        }
    }
}
