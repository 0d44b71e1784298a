/// A format of sound: OpenAI's name for it, ElevenLabs' name, and its media type.
struct SoundFormat: Equatable {
    /// Such as "mp3_44100_128": codec, samples per second, kilobits per second.
    let name: String

    /// `nil` for a format that ElevenLabs does not write.
    init?(openAI name: String) {
        switch name {
        case "mp3": self.name = "mp3_44100_128"
        case "opus": self.name = "opus_48000_128"
        // OpenAI's bare samples: 24 kHz, 16 bits, mono, little endian. So are these.
        case "pcm": self.name = "pcm_24000"
        case "wav": self.name = "wav_24000"
        default: return nil
        }
    }

    init(elevenLabs name: String) {
        self.name = name
    }

    var mediaType: String {
        switch name.split(separator: "_").first {
        case "mp3": "audio/mpeg"
        case "opus": "audio/ogg"
        case "pcm": "audio/pcm"
        case "wav": "audio/wav"
        case "ulaw": "audio/basic"
        case "alaw": "audio/x-alaw-basic"
        default: "application/octet-stream"
        }
    }
}
