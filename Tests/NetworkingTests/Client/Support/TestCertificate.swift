import NIOSSL

/// A key and a certificate for "localhost" that signs itself. It was made for these tests and protects nothing.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxhdGVsaWVy
        IHRlc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
        BAMMDGF0ZWxpZXIgdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEL66oYw
        a3QXnK5/jLNCsI6uAegnbww9Ofx86cGNJ1xNbnVkq8jotx6AH/E2bSUlJjSds9fN
        ilpZ3CMWK3ogYSujSDBGMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAPBgNVHRMBAf8E
        BTADAQH/MB0GA1UdDgQWBBSzZikEQaFomc6oLMYpBoIH9Kb0dTAKBggqhkjOPQQD
        AgNJADBGAiEAloE4pEqfeerJH6v9AFsBbhiC+pTurMqqkv7pFypZ87UCIQCFdKqH
        0omjZHiQ6RXhilkzDpQUqkeiL+obGxjQW7EXHw==
        -----END CERTIFICATE-----

        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPcsbBjSUxDk5IHwV
        2xNWLkhGFDpABe+I/i0XaYhzINOhRANCAARC+uqGMGt0F5yuf4yzQrCOrgHoJ28M
        PTn8fOnBjSdcTW51ZKvI6LcegB/xNm0lJSY0nbPXzYpaWdwjFit6IGEr
        -----END PRIVATE KEY-----

        """

    static func serverContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
        configuration.applicationProtocols = ["h2", "http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
