package dev.figment.plugin.gpt.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FrameTest {
    private static final String TEMPLATE = """
            {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "<bos>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                        {"SpecialToken": {"id": "<eos>", "type_id": 0}}],
             "pair": [],
             "special_tokens": {"<bos>": {"id": "<bos>", "ids": [7, 8], "tokens": []},
                                "<eos>": {"id": "<eos>", "ids": [9], "tokens": []}}}""";

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void aTemplateStandsAroundAText() {
        assertThat(Frame.of(json(TEMPLATE)).around(new int[] {1, 2})).containsExactly(7, 8, 1, 2, 9);
        assertThat(Frame.of(json("null")).around(new int[] {1})).containsExactly(1);
    }

    @Test
    void aSequenceAppliesItsPartsInOrderAndBertsHasTwoTokens() {
        String bert = "{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 3], \"cls\": [\"[CLS]\", 4]}";
        String all =
                "{\"type\": \"Sequence\", \"processors\": [{\"type\": \"ByteLevel\"}, " + bert + ", " + TEMPLATE + "]}";
        assertThat(Frame.of(json(all)).around(new int[] {1})).containsExactly(7, 8, 4, 1, 3, 9);
    }

    @Test
    void promptsOfATokenizerThatHasOneBeginWithIt() {
        ObjectNode root = (ObjectNode) json(new String(
                new TokenizerConfig.Bpe(300, List.of("<|user|>"))
                        .learn(List.of("the end"))
                        .json(),
                StandardCharsets.UTF_8));
        root.set("post_processor", json(TEMPLATE));
        PromptTokenizer tokenizer = TokenizerFile.read(root.toString().getBytes(StandardCharsets.UTF_8), "file");
        int[] alone = tokenizer.encode("the");
        assertThat(tokenizer.encodeWhole("the")).startsWith(7, 8).endsWith(9).hasSize(alone.length + 3);
        assertThat(tokenizer.encodePrompt("the")).isEqualTo(alone);
    }

    @Test
    void whatIsNotKnownOrDamagedIsRefused() {
        for (String wrong : List.of("{\"type\": \"New\"}", TEMPLATE.replace("\"ids\": [9]", "\"ids\": []"))) {
            String file = "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": []}, \"pre_tokenizer\":"
                    + " {\"type\": \"ByteLevel\", \"add_prefix_space\": false}, \"decoder\": {\"type\": \"ByteLevel\"},"
                    + " \"post_processor\": " + wrong + "}";
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> TokenizerFile.read(file.getBytes(StandardCharsets.UTF_8), "file"))
                    .withMessageContaining("the tokenizer is damaged: ")
                    .withMessageContaining("post_processor");
        }
    }
}
