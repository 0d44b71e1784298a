import Essentials
import Testing

@Suite("Private key")
struct PrivateKeyTests {
    @Test("signs as openssl does, from PKCS #8 and from PKCS #1")
    func signsAsOpenSSLDoes() throws {
        for pem in [Self.pkcs8, Self.pkcs1, "a line before\r\n" + Self.pkcs8.replacing("\n", with: "\r\n")] {
            let key = try #require(PrivateKey(pem: pem))
            #expect(hexadecimal(key.signature(of: Array("the message".utf8)) ?? []) == Self.signature)
            #expect(key.signature(of: Array("the massage".utf8)) != key.signature(of: Array("the message".utf8)))
        }
    }

    @Test("does not read what is no RSA key")
    func refusesOthers() {
        #expect(PrivateKey(pem: "") == nil)
        #expect(PrivateKey(pem: Self.ellipticCurve) == nil)
        #expect(PrivateKey(pem: "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----") == nil)
        #expect(PrivateKey(pem: "-----BEGIN PRIVATE KEY-----\nbm8ga2V5\n-----END PRIVATE KEY-----") == nil)
        #expect(PrivateKey(pem: String(Self.pkcs8.prefix(400))) == nil)
    }

    @Test("does not show itself")
    func isNotShown() throws {
        let key = try #require(PrivateKey(pem: Self.pkcs8))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key) \(String(reflecting: key)) \(dumped)".contains("encoding") == false)
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Made by `openssl dgst -sha256 -sign`.
    private static let signature = """
        186af784f25dd9c89ec7c1985628ac116e6cb9de0b4c1f7f9b8b83874aaa1fe95ab498ffb84ffc8438afbb2e0cf6cbe2\
        5c943f9acd01e70aede9873fdf61c976a8937581970ca07be9662142315c76f0b385455b4bbe3dec7a8dfea3fba55620\
        34e196ad33468fa94283c131e0539f33ceead1d4ca0c5b0780003440e5cd39a6
        """

    // Keys made for these tests; nothing else knows them.
    private static let pkcs8 = """
        -----BEGIN PRIVATE KEY-----
        MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANv3E0shSWeJZjaK
        +b5ADk5jzPO6LlnV6Kd1NMCefgegKNS32/Yv29oyh/SfI+ejVK1jOcEXpfE1yiyC
        YH4sUsG54XSZ1GryCISWsa601HIGW5KnYHPhdVHa0BqDtmrjGyZk3kt1ZT7lPhSm
        DwcfOJk80i8b1l3Qfc+9zGt8/Cl1AgMBAAECgYEAsEuwjPCa0n7PCzwLui3AyZc3
        dshrydil5UENDKx6ukXlM8hAZWoqPRFu4eKCdm7zuRvj+ByqBU9lQJMmHzoLAHkh
        qiYsgh6fPUI/hid11J9Wt3ZAYltCVMn1xdLFhgZJ7ZToKG0TuVm/zu51Vp2a0WOJ
        67EA7lo0jvBHOv2jhekCQQDz58lvfzaDm4vIycq99BAxR4TB+NnSLqqulg9J8aX0
        PZY/HBZwZXx5A0O08rOTBeWL1SBxNcmbaeA2TzyWy+Q7AkEA5t9iCj2dQsJ/XK8l
        5Fsw8VH6AaJlZTeBTVYgquljDw1YoZBGDV8ZI7tGn2zCCBUc/hDWvYPWJ1vO/ONA
        3pK+DwJATWJX9ckdyam7MuxbJ+Nck9YGF+jVayslOhkgJqzFo3U6yzElKWn5kQdp
        Hur18IqpZrErBuAy4902puSC67Eq6wJAb5dXbvW7FnKmVuk9mnPNY0cpXTLeaZ77
        e6L+pT2rqLHdvjHa+kmWACRcDWDnJDr4SYFgGjgoAdwpXyiEyVAKVwJBAJuAMoKt
        mCSAqrKfd9gYqVGaUo5LcDLFh1ngjsbrm1jH2Xcgr56u8iD5JXK/gZzq7bi3CcMo
        6pkG0pFZS1Cd1w8=
        -----END PRIVATE KEY-----
        """

    private static let pkcs1 = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXQIBAAKBgQDb9xNLIUlniWY2ivm+QA5OY8zzui5Z1eindTTAnn4HoCjUt9v2
        L9vaMof0nyPno1StYznBF6XxNcosgmB+LFLBueF0mdRq8giElrGutNRyBluSp2Bz
        4XVR2tAag7Zq4xsmZN5LdWU+5T4Upg8HHziZPNIvG9Zd0H3PvcxrfPwpdQIDAQAB
        AoGBALBLsIzwmtJ+zws8C7otwMmXN3bIa8nYpeVBDQyserpF5TPIQGVqKj0RbuHi
        gnZu87kb4/gcqgVPZUCTJh86CwB5IaomLIIenz1CP4YnddSfVrd2QGJbQlTJ9cXS
        xYYGSe2U6ChtE7lZv87udVadmtFjieuxAO5aNI7wRzr9o4XpAkEA8+fJb382g5uL
        yMnKvfQQMUeEwfjZ0i6qrpYPSfGl9D2WPxwWcGV8eQNDtPKzkwXli9UgcTXJm2ng
        Nk88lsvkOwJBAObfYgo9nULCf1yvJeRbMPFR+gGiZWU3gU1WIKrpYw8NWKGQRg1f
        GSO7Rp9swggVHP4Q1r2D1idbzvzjQN6Svg8CQE1iV/XJHcmpuzLsWyfjXJPWBhfo
        1WsrJToZICasxaN1OssxJSlp+ZEHaR7q9fCKqWaxKwbgMuPdNqbkguuxKusCQG+X
        V271uxZyplbpPZpzzWNHKV0y3mme+3ui/qU9q6ix3b4x2vpJlgAkXA1g5yQ6+EmB
        YBo4KAHcKV8ohMlQClcCQQCbgDKCrZgkgKqyn3fYGKlRmlKOS3AyxYdZ4I7G65tY
        x9l3IK+ervIg+SVyv4Gc6u24twnDKOqZBtKRWUtQndcP
        -----END RSA PRIVATE KEY-----
        """

    private static let ellipticCurve = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgu/XRQqUwTqzpxiD9
        iHS/Gm902GyHfnVpY4LrqZhnzguhRANCAATvKlziupmTVqkGhh+M5n3ORm5Sf1lp
        kFP7z6fY0DizrQ5rI83wLTFfiQIU1hmquBzdOkZpVGr/Byqezil9q2XZ
        -----END PRIVATE KEY-----
        """
}
