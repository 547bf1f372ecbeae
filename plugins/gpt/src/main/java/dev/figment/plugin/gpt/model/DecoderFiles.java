package dev.figment.plugin.gpt.model;

/** The files of a model, and the names that exporters of decoders agree on: what the recipe exports and the component reads. */
public final class DecoderFiles {
    /** From ids and the cache to logits and the cache. */
    public static final String MODEL = "model.onnx";

    /** How long texts may be and what ends them, in the format of Hugging Face's transformers. */
    public static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    /** The architecture, in the format of Hugging Face's transformers. */
    public static final String CONFIG = "config.json";

    /** The tokens that begin and end texts, in the format of Hugging Face's transformers. */
    public static final String GENERATION = "generation_config.json";

    /** INT64 [batch, sequence]. */
    public static final String IDS = "input_ids";

    /** INT64 [batch, total sequence]: 1 for each token in the cache and each new one. */
    public static final String MASK = "attention_mask";

    /** INT64 [batch, sequence]: the new tokens' positions. */
    public static final String POSITIONS = "position_ids";

    /** INT64, one number: of how many of the last positions logits are wanted; 0 for all. Not all models have it. */
    public static final String KEEP = "num_logits_to_keep";

    /** FLOAT32 [batch, kept positions, vocabulary]. */
    public static final String LOGITS = "logits";

    /** Key of the file's metadata: positions of the longest sequence. */
    public static final String CONTEXT = "figment.context";

    /** Key of the file's metadata: {@value #IN_PLACE} where past and present of a layer may be one buffer. */
    public static final String CACHE = "figment.cache";

    /** Value of {@link #CACHE}. */
    public static final String IN_PLACE = "in-place";

    private DecoderFiles() {}
}
