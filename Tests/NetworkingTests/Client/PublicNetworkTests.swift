import Testing

@testable import Networking

@Suite("Addresses of the public network")
struct PublicNetworkTests {
    @Test(
        "are not those of special purposes, to the last address of each block",
        arguments: [
            "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
            "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.0",
            "192.0.0.255", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0",
            "198.19.255.255", "198.51.100.7", "203.0.113.255", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255",
        ])
    func special4(text: String) throws {
        #expect(try !#require(NetworkAddress(text, port: 80)).isPublic)
    }

    @Test(
        "are all others of version 4, to the neighbours of special blocks",
        arguments: [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
            "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
            "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
            "223.255.255.255",
        ])
    func public4(text: String) throws {
        #expect(try #require(NetworkAddress(text, port: 80)).isPublic)
    }

    @Test(
        "of version 6 are global unicast, without protocols, documentation and what leads elsewhere",
        arguments: [
            // Unspecified, loopback, compatible with version 4, discard, unique local, link-local, site-local, multicast.
            "::", "::1", "::8.8.8.8", "100::1", "fc00::1", "fd00::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
            "ff0e::1",
            // Teredo, benchmarks, ORCHID, documentation, 6to4 with a public address in it.
            "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1",
            "2001:1ff:ffff::1", "2001:db8::1", "3fff::1", "3fff:fff::1", "2002:808:808::1", "2002:7f00:1::1",
            // Outside of what is allocated; segment routing; local NAT64, and NAT64 and mapping of what is not public.
            "1fff::1", "4000::1", "5f00::1", "64:ff9b:1::808:808", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
            "64:ff9b::1:808:808", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:8.8.8.8",
        ])
    func special6(text: String) throws {
        #expect(try !#require(NetworkAddress(text, port: 80)).isPublic)
    }

    @Test(
        "of version 6 are those of sites, and the public ones of version 4 in the clothes of version 6",
        arguments: [
            "2606:2800:220:1:248:1893:25c8:1946", "2001:4860:4860::8888", "2001:200::1", "2003::1", "2a00:1450::1",
            "3ffe:ffff::1", "3fff:1000::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8",
        ])
    func public6(text: String) throws {
        #expect(try #require(NetworkAddress(text, port: 443)).isPublic)
    }

    @Test("are no names, and are written as they are")
    func texts() {
        #expect(NetworkAddress("localhost", port: 80) == nil)
        #expect(NetworkAddress("127.1", port: 80) == nil)
        #expect(NetworkAddress("192.0.2.1", port: 8080).map { "\($0) \($0.port)" } == "192.0.2.1 8080")
        #expect(NetworkAddress("2001:db8::1", port: 1)?.description == "2001:db8:0:0:0:0:0:1")
    }
}
