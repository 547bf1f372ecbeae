package dev.figment.plugin.gpt.train;

import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Files that describe a decoder to other tools, with the keys of Hugging Face's transformers. */
final class HuggingFace {
    private HuggingFace() {}

    /** {@code config.json}. */
    static String config(GptNetwork network, OptionalInt endOfText) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (network.architecture() == Architecture.GPT2) {
            keys.put("architectures", new String[] {"GPT2LMHeadModel"});
            keys.put("model_type", "gpt2");
            keys.put("vocab_size", network.vocabulary());
            keys.put("n_positions", network.context());
            keys.put("n_embd", network.width());
            keys.put("n_layer", network.layers());
            keys.put("n_head", network.heads());
            keys.put("n_inner", network.hidden());
            keys.put("activation_function", "gelu");
            keys.put("layer_norm_epsilon", 1e-5);
        } else {
            keys.put("architectures", new String[] {"LlamaForCausalLM"});
            keys.put("model_type", "llama");
            keys.put("vocab_size", network.vocabulary());
            keys.put("max_position_embeddings", network.context());
            keys.put("hidden_size", network.width());
            keys.put("intermediate_size", network.hidden());
            keys.put("num_hidden_layers", network.layers());
            keys.put("num_attention_heads", network.heads());
            keys.put("num_key_value_heads", network.keyValueHeads());
            keys.put("head_dim", network.width() / network.heads());
            keys.put("hidden_act", "silu");
            keys.put("rms_norm_eps", 1e-5);
            keys.put("rope_theta", 10000.0);
        }
        keys.put("tie_word_embeddings", true);
        putEnds(keys, endOfText);
        return json(keys);
    }

    /** {@code generation_config.json}. */
    static String generation(OptionalInt endOfText) {
        Map<String, Object> keys = new LinkedHashMap<>();
        putEnds(keys, endOfText);
        return json(keys);
    }

    /** {@code tokenizer_config.json}. */
    static String tokenizer(GptNetwork network, OptionalInt endOfText) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("tokenizer_class", "PreTrainedTokenizerFast");
        keys.put("model_max_length", network.context());
        keys.put("clean_up_tokenization_spaces", false);
        if (endOfText.isPresent()) {
            keys.put("bos_token", LearnedTokenizer.END_OF_TEXT);
            keys.put("eos_token", LearnedTokenizer.END_OF_TEXT);
        }
        return json(keys);
    }

    private static void putEnds(Map<String, Object> keys, OptionalInt endOfText) {
        endOfText.ifPresent(id -> {
            keys.put("bos_token_id", id);
            keys.put("eos_token_id", id);
        });
    }

    private static String json(Map<String, Object> keys) {
        return keys.entrySet().stream()
                .map(entry -> "  \"" + entry.getKey() + "\": " + value(entry.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String value(Object value) {
        return value instanceof String[] words
                ? "[\"" + String.join("\", \"", words) + "\"]"
                : value instanceof String word ? "\"" + word + "\"" : value.toString();
    }
}
