package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code figment chat} and {@code figment quantize} with a decoder that was trained for a moment. */
class ChatIT {
    private static final String TEXT = "the cat sat on the mat, and the dog sat on the cat. ".repeat(60);
    private static final String RUN = """
            name: talk
            seed: 3
            components:
              greedy: { use: sampler-chain, draw: greedy }
              cats: { use: gpt, model: run/model, sampler: greedy, max-tokens: 12, overflow: slide %s }
            steps:
              - read-texts: { texts: ["the"] }
              - generate: { with: cats }
              - write-texts: {}
            """;

    @TempDir
    Path folder;

    private Workbench bench;
    private InputStream in;

    @BeforeEach
    void train() throws IOException {
        in = System.in;
        bench = new Workbench(folder).file("text.txt", TEXT).file("talk.yaml", RUN.formatted(""));
        bench.file("train.yaml", """
                name: cats
                recipe: { use: gpt, tokenizer: bytes, architecture: llama, context: 32, layers: 1, width: 32, heads: 2 }
                data: { train: text.txt, hold-out: 2 }
                batch: 8
                epochs: 1
                optimizer: { use: adamw, learning-rate: 0.01 }
                to: %s
                """.formatted(bench.path("run")));
        bench.succeeds("train", bench.path("train.yaml"));
    }

    @AfterEach
    void giveBack() {
        System.setIn(in);
    }

    private String says(String lines, String... more) {
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        String[] all = new String[2 + more.length];
        all[0] = "chat";
        all[1] = bench.path("talk.yaml");
        System.arraycopy(more, 0, all, 2, more.length);
        return bench.succeeds(all).out();
    }

    @Test
    void aConversationGoesOnUntilItIsForgotten() {
        String one = says("the cat\n");
        assertThat(one).hasSizeGreaterThan(3).endsWith("\n");
        String three = says("the cat\n/reset\nthe cat\n/quit\nthe dog\n");
        assertThat(three).isEqualTo(one + one);
        // With the turns before it a line has another answer, or the same by chance: what the model reads differs.
        assertThat(says("the cat\n", "--system", "dogs")).endsWith("\n");
    }

    @Test
    void whatCannotTalkSaysSo() throws IOException {
        assertThat(bench.fails(2, "chat", bench.path("talk.yaml"), "--with", "cat"))
                .contains("no component 'cat'")
                .contains("cats");
        bench.file("talk.yaml", """
                name: none
                components: {}
                steps:
                  - read-texts: { texts: ["a"] }
                  - write-texts: {}
                """);
        assertThat(bench.fails(2, "chat", bench.path("talk.yaml"))).contains("takes turns in a conversation");
    }

    @Test
    void aTemplateThatDoesNotTakeTheTurnsIsAnError() throws IOException {
        bench.file("only.jinja", "{{ raise_exception('no turn at all') }}");
        bench.file("talk.yaml", RUN.formatted(", chat-template: only.jinja"));
        System.setIn(new ByteArrayInputStream("a\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(bench.fails(2, "chat", bench.path("talk.yaml")))
                .contains("only.jinja: the chat template does not take this conversation: no turn at all");
    }

    @Test
    void aModelIsWrittenWithFewBits() throws IOException {
        String out = bench.succeeds(
                        "quantize",
                        bench.path("run/model"),
                        "--bits",
                        "8",
                        "--text",
                        bench.path("text.txt"),
                        "--to",
                        bench.path("small"))
                .out();
        assertThat(out).contains("8 bits").contains("bits a byte on").contains("tokens");
        assertThat(bench.work.resolve("small")).isDirectoryContaining("glob:**/tokenizer.json");
        assertThat(Files.size(bench.work.resolve("small/model.onnx")))
                .isLessThan(Files.size(bench.work.resolve("run/model/model.onnx")));
        bench.file("talk.yaml", RUN.formatted("").replace("run/model", "small"));
        assertThat(says("the cat\n")).hasSizeGreaterThan(3);
        assertThat(bench.fails(
                        2,
                        "quantize",
                        bench.path("small"),
                        "--text",
                        bench.path("text.txt"),
                        "--to",
                        bench.path("smaller")))
                .contains("few bits already");
        assertThat(bench.work.resolve("smaller")).doesNotExist();
        assertThat(bench.fails(
                        2,
                        "quantize",
                        bench.path("run/model"),
                        "--bits",
                        "5",
                        "--text",
                        bench.path("text.txt"),
                        "--to",
                        bench.path("smaller")))
                .contains("bits must be 8 or 4, not 5");
    }
}
