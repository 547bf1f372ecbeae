package dev.figment.plugin.gpt.tokenize;

/** The model by whose rule texts are cut into words. */
public enum WordRule {
    /** GPT-2, GPT-NeoX and most others. */
    GPT2,
    /** Llama 3. */
    LLAMA3,
    /** Qwen 2 and later. */
    QWEN2,
    /** Falcon. */
    FALCON;

    WordSplitter splitter() {
        return switch (this) {
            case GPT2 -> new Gpt2Words();
            case LLAMA3 -> new LlamaWords(3);
            case QWEN2 -> new LlamaWords(1);
            case FALCON -> new FalconWords();
        };
    }
}
