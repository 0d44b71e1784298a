/// An H.264 encoder of FFmpeg, with what has to stand around it in a command.
package struct VideoEncoder: Sendable, Hashable, Codable {
    /// FFmpeg's name of it, for `-c:v`.
    package let name: String
    /// What it runs on, in words.
    package let device: String
    /// Stands before the inputs: opens the device.
    package let deviceArguments: [String]
    /// The end of the video's filter chain: brings frames to where the encoder takes them.
    package let upload: String

    package init(name: String, device: String, deviceArguments: [String], upload: String) {
        self.name = name
        self.device = device
        self.deviceArguments = deviceArguments
        self.upload = upload
    }

    package static let nvenc = VideoEncoder(
        name: "h264_nvenc", device: "NVIDIA GPU", deviceArguments: [], upload: "format=yuv420p")
    package static let videoToolbox = VideoEncoder(
        name: "h264_videotoolbox", device: "Apple media engine", deviceArguments: [], upload: "format=yuv420p")
    package static let quickSync = VideoEncoder(
        name: "h264_qsv", device: "Intel Quick Sync",
        deviceArguments: ["-init_hw_device", "qsv=gpu", "-filter_hw_device", "gpu"],
        upload: "format=nv12,hwupload=extra_hw_frames=64")
    package static let vaapi = VideoEncoder(
        name: "h264_vaapi", device: "VA-API GPU",
        deviceArguments: ["-init_hw_device", "vaapi=gpu:/dev/dri/renderD128", "-filter_hw_device", "gpu"],
        upload: "format=nv12,hwupload")
    package static let software = VideoEncoder(
        name: "libx264", device: "CPU", deviceArguments: [], upload: "format=yuv420p")

    /// In order of preference; the last is the fallback.
    package static let candidates = [nvenc, videoToolbox, quickSync, vaapi, software]

    package var isHardware: Bool { self != Self.software }
}
