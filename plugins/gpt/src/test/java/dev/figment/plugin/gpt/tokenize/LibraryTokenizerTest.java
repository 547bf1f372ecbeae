package dev.figment.plugin.gpt.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.Tokenizer;
import dev.figment.api.error.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LibraryTokenizerTest {
    /** Unigram as SentencePiece has it: blanks as ▁, bytes where a character is unknown. */
    private static final String UNIGRAM = """
            {"added_tokens": [{"id": 1, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true}],
             "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
             "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                         {"type": "ByteFallback"}, {"type": "Fuse"},
                         {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
             "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": true, "vocab": [["<unk>", 0], ["<s>", -1],
                       ["▁hello", -2], ["▁", -3], ["wor", -4], ["ld", -4], ["l", -8], ["d", -8], ["<", -9], ["s", -9],
                       [">", -9], ["<0xC3>", -10], ["<0xA9>", -10]]}}
            """;

    private static PromptTokenizer read(String json) {
        return TokenizerFile.read(json.getBytes(StandardCharsets.UTF_8), "file");
    }

    @Test
    void otherKindsGoThroughTheLibrary() {
        PromptTokenizer tokenizer = read(UNIGRAM);
        assertThat(tokenizer).isInstanceOf(LibraryTokenizer.class);
        int[] ids = tokenizer.encode("hello world");
        assertThat(ids).containsExactly(2, 3, 4, 5);
        assertThat(tokenizer.decode(ids)).isEqualTo("hello world");
        assertThat(tokenizer.vocabularySize()).isEqualTo(13);
    }

    @Test
    void specialTokensInATextAreOrdinaryText() {
        PromptTokenizer tokenizer = read(UNIGRAM);
        assertThat(tokenizer.specialToken("<s>")).hasValue(1);
        assertThat(tokenizer.encode("hello <s>")).containsExactly(2, 3, 8, 9, 10);
        assertThat(tokenizer.encodePrompt("<s>hello")).containsExactly(1, 2);
    }

    @Test
    void aStreamNeverGivesHalfACharacterAndIsTheWholeText() {
        PromptTokenizer tokenizer = read(UNIGRAM);
        int[] ids = tokenizer.encode("hello é world hello");
        Tokenizer.StreamingDecoder decoder = tokenizer.streamingDecoder();
        StringBuilder all = new StringBuilder();
        for (int id : ids) {
            String piece = decoder.accept(id);
            assertThat(piece).doesNotContain("\ufffd");
            all.append(piece);
        }
        assertThat(all.append(decoder.finish()).toString())
                .isEqualTo(tokenizer.decode(ids))
                .isEqualTo("hello é world hello");
    }

    @Test
    void aTokenThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read(UNIGRAM).decode(new int[] {13}))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("no token 13");
    }

    @Test
    void whatTheLibraryDoesNotTakeIsRefused() {
        assertThatThrownBy(() -> read(UNIGRAM.replace("Metaspace", "Hyperspace")))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("file: ")
                .hasMessageContaining("does not take this tokenizer");
    }

    /** Figment's own encoder of byte-level BPE against the library, on random texts, for each rule of words. */
    @Test
    void theOwnEncoderGivesTheIdsOfTheLibrary() {
        JsonMapper json = JsonMapper.shared();
        ObjectNode root = (ObjectNode) json.readTree(new TokenizerConfig.Bpe(400, List.of("<|user|>"))
                .learn(List.of(
                        "it's the end of the world's 1234 words,   they'll say \u00e9\u00e8 \u4f60\u597d!\n\n\nYes"))
                .json());
        requireSame(root.toString());
        root.set("normalizer", json.readTree("{\"type\": \"NFC\"}"));
        for (String pattern : List.of(LlamaWords.LLAMA3, LlamaWords.QWEN2, "\\p{N}|\\s?[a-m]+")) {
            ObjectNode split = json.createObjectNode()
                    .put("type", "Split")
                    .put("behavior", "Isolated")
                    .put("invert", false);
            split.set("pattern", json.createObjectNode().put("Regex", pattern));
            ObjectNode bytes = (ObjectNode) root.path("decoder").deepCopy();
            ObjectNode sequence = json.createObjectNode().put("type", "Sequence");
            sequence.set("pretokenizers", json.createArrayNode().add(split).add(bytes.put("use_regex", false)));
            root.set("pre_tokenizer", sequence);
            requireSame(root.toString());
        }
    }

    private static void requireSame(String json) {
        PromptTokenizer own = read(json);
        assertThat(own).isInstanceOf(ByteLevelBpe.class);
        HuggingFaceLibrary library = HuggingFaceLibrary.of(json, "file");
        String characters = "  \n\r\t''sStTlLreE123ab\u00e9e\u0301\u4f60\u017f<|user|>,.!\u2028\u00a0";
        for (int i = 0; i < 3_000; i++) {
            Seed seed = new Seed(3).at(i);
            StringBuilder text = new StringBuilder(seed.below(900, 9) == 0 ? "<|user|>" : "");
            for (int j = 0; j < 20; j++) {
                text.append(characters.charAt((int) seed.below(j, characters.length())));
            }
            assertThat(own.encodePrompt(text.toString()))
                    .as(text.toString())
                    .isEqualTo(library.encode(text.toString()));
        }
    }
}
