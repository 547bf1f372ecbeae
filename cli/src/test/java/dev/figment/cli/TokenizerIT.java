package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code figment tokenizer} with the plugin of the distribution. */
class TokenizerIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).file("text.txt", "low low low lower lowest, newer newest ".repeat(20));
    }

    private String[] train(String... more) {
        String[] all = new String[6 + more.length];
        System.arraycopy(
                new String[] {
                    "tokenizer", "train", "--from", bench.path("text.txt"), "--to", bench.path("out/tokenizer.json")
                },
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return all;
    }

    @Test
    void trainsAndEncodesAndDecodes() {
        assertThat(bench.succeeds(train("--size", "262", "--special", "<|user|>"))
                        .out())
                .contains("tokenizer.json  (262 tokens, learned from 780 characters)");
        assertThat(bench.succeeds("tokenizer", "encode", bench.path("out"), "lowé")
                        .out())
                .isEqualToNormalizingNewlines("257 195 169\n");
        assertThat(bench.succeeds("tokenizer", "decode", bench.path("out"), "257", "195", "169", "261")
                        .out())
                .isEqualToNormalizingNewlines("lowé<|user|>\n");
    }

    @Test
    void whatCannotBeLearnedFromIsRefusedAndNothingIsWritten() throws IOException {
        assertThat(bench.fails(2, train("--size", "200"))).contains("vocabulary must be at least 257, not 200");
        assertThat(bench.fails(2, train("--special", "<a>", "--special", "<a>")))
                .contains("special must name each token once");
        bench.file("text.txt", new byte[] {'a', (byte) 0xFF});
        assertThat(bench.fails(2, train())).contains("text.txt:1: this file is not UTF-8");
        bench.file("text.txt", new byte[0]);
        assertThat(bench.fails(2, train())).contains("text.txt: there is no text in it");
        Files.delete(bench.work.resolve("text.txt"));
        assertThat(bench.fails(2, train())).contains("there is no such file or folder");
        assertThat(bench.work.resolve("out")).doesNotExist();
    }

    @Test
    void whatIsNoTokenizerIsRefused() throws IOException {
        assertThat(bench.fails(2, "tokenizer", "encode", bench.path("nowhere"), "a"))
                .contains("there is no folder");
        bench.file("model/tokenizer.json", "{\"a\": 1}");
        assertThat(bench.fails(2, "tokenizer", "encode", bench.path("model"), "a"))
                .contains("model/tokenizer.json: this is no tokenizer.json");
        bench.succeeds(train("--size", "262"));
        assertThat(bench.fails(2, "tokenizer", "decode", bench.path("out"), "262"))
                .contains("no token 262; the last is 261");
    }
}
