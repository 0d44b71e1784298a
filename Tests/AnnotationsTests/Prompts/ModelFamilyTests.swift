import Testing

@testable import Annotations

@Suite("The family of a model")
struct ModelFamilyTests {
    @Test(
        "is told from its name in any notation",
        arguments: [
            "llama3.2:3b", "meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Meta-Llama-3-70B-Instruct-Turbo",
            "us.meta.llama3-1-8b-instruct-v1:0", "@cf/meta/llama-3.2-11b-vision-instruct", "codellama:13b", "tinyllama",
            "ollama/qwen2.5:7b", "Qwen/Qwen3-0.6B", "qwen2.5vl:7b", "accounts/fireworks/models/qwen2p5-72b-instruct",
            "@cf/mistral/mistral-7b-instruct-v0.1", "mistralai/Mixtral-8x7B-Instruct-v0.1", "ministral-3b-latest",
            "pixtral-12b", "devstral:24b", "open-mistral-nemo", "gemma-2-9b-it", "google/gemma-3n-e4b-it", "gemma3:4b",
            "microsoft/Phi-3.5-mini-instruct", "phi4", "phi3:mini", "PHI-4", "deepseek-r1:8b", "deepseek.r1-v1:0",
            "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M",
            "/models/qwen2.5-7b-instruct-q4_k_m.gguf", "llava:13b", "gpt-oss:20b", "openai/gpt-oss-120b",
            "granite3.3:8b", "NousResearch/Hermes-3-Llama-3.1-8B",
        ])
    func openWeight(name: String) {
        #expect(ModelFamily(ofModel: name) == .openWeight)
    }

    @Test(
        "is the usual one of large models, and of what nobody knows",
        arguments: [
            "gpt-4.1", "gpt-4o-mini", "o3", "claude-haiku-4-5", "anthropic.claude-haiku-4-5-20251001-v1:0",
            "gemini-2.5-flash", "google/gemini-2.5-pro", "publishers/google/models/gemini-2.0-flash", "grok-4",
            "openrouter/anthropic/claude-sonnet-4", "ollama/gpt-4o", "ollama", "*", "", "/", "model-a", "sapphire-2",
            "dolphin", "delphi", "gpt-4-ossified?", "oss-gpt", "7b",
        ])
    func usual(name: String) {
        #expect(ModelFamily(ofModel: name) == .frontier)
    }

    @Test("of several models is that of all of them, and else the usual one")
    func several() {
        #expect(ModelFamily(ofModels: ["llama3.2:3b", "qwen2.5:7b"]) == .openWeight)
        #expect(ModelFamily(ofModels: ["llama3.2:3b", "gpt-4.1"]) == .frontier)
        #expect(ModelFamily(ofModels: ["gpt-4.1", "claude-haiku-4-5"]) == .frontier)
        #expect(ModelFamily(ofModels: []) == .frontier)
    }
}
