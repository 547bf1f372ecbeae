package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Records;
import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.RecordFormat;
import dev.figment.api.data.TextFormat;
import dev.figment.api.data.TextFormat.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFilesTest {
    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() {
        sources = new Sources(base);
    }

    private static TextFormat whole(Split split) {
        return new TextFormat(split, "text", 0, 0);
    }

    private List<String> texts(String from, TextFormat format) {
        Dataset<Text> open = sources.open(from, format);
        return open.read(IntStream.range(0, open.size()).toArray()).texts();
    }

    @Test
    void aTextIsAFileALineOrAParagraph() throws IOException {
        sources.text("d/1.txt", "one\ntwo\n\n \nthree\r\n\r\nfour");
        sources.text("d/2.txt", "\ufefffive\n");
        sources.text("d/3.txt", "  \n");
        assertThat(texts("d", whole(Split.FILE))).containsExactly("one\ntwo\n\n \nthree\r\n\r\nfour", "five\n");
        assertThat(texts("d", whole(Split.LINE))).containsExactly("one", "two", "three", "four", "five");
        assertThat(texts("d", whole(Split.PARAGRAPH))).containsExactly("one\ntwo", "three", "four", "five");
    }

    @Test
    void windowsCountCharactersAndStayWithinTheirText() throws IOException {
        sources.text("a.txt", "abcdefg\nhi\nx🎹yz🎹");
        TextFormat windows = new TextFormat(Split.LINE, "text", 3, 2);
        assertThat(texts("a.txt", windows)).containsExactly("abc", "cde", "efg", "x🎹y", "yz🎹");
        assertRefused(
                () -> sources.open("a.txt", new TextFormat(Split.LINE, "text", 8, 1)),
                "none of its 3 texts has the 8 characters of a window");
    }

    @Test
    void jsonLinesGiveAField() throws IOException {
        sources.text("a.jsonl", "{\"text\": \"one\\ntwo\", \"n\": 1}\n\n{\"text\": \"three\"}\n");
        assertThat(texts("a.jsonl", whole(Split.LINE))).containsExactly("one\ntwo", "three");
        assertRefused(
                () -> sources.open("a.jsonl", new TextFormat(Split.LINE, "texts", 0, 0)),
                base.resolve("a.jsonl")
                        + ":1: this object has no field 'texts'; there is: n, text; did you mean 'text'?");
    }

    @Test
    void recordsKeepAllFields() throws IOException {
        sources.text("a.json", "[{\"q\": \"x\", \"n\": 1.50, \"deep\": {\"a\": [null]}},\n{\"q\": \"y\"}]");
        Records records = sources.open("a.json", new RecordFormat(List.of("q"))).read(new int[] {1, 0});
        assertThat(records.rows().get(0)).isEqualTo(Map.of("q", "y"));
        assertThat(records.rows().get(1)).containsEntry("q", "x").containsEntry("deep", "{\"a\":[null]}");
        assertThat(records.rows().get(1)).containsKey("n").hasSize(3);
        assertRefused(
                () -> sources.open("a.json", new RecordFormat(List.of("n"))),
                base.resolve("a.json") + "[1]: this object has no field 'n'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1,} | :2: this is no JSON: ",
                "{\"a\": 1 | :2: this is no JSON: ",
                "{\"a\": 1} {\"a\": 2} | :2: this is no JSON: ",
                "{\"a\": 1, \"a\": 2} | :2: this is no JSON: ",
                "17 | :2: this is NUMBER, not an object with fields",
                "text | :2: this is no JSON: "
            })
    void aBadLineIsNamed(String line, String message) throws IOException {
        sources.text("a.jsonl", "{\"a\": 0}\n" + line + "\n{\"a\": 3}\n");
        assertRefused(() -> sources.open("a.jsonl", new RecordFormat(List.of())), base.resolve("a.jsonl") + message);
    }

    @Test
    void otherEncodingsAreRefusedByLine() throws IOException {
        sources.file("latin.txt", "eins\nzwei\nfünf".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                () -> sources.open("latin.txt", whole(Split.LINE)),
                base.resolve("latin.txt") + ":3: this file is not UTF-8: byte 0xfc",
                "iconv -f LATIN1");
        sources.file("utf16.txt", "\ufeffhello".getBytes(StandardCharsets.UTF_16LE));
        assertRefused(
                () -> sources.open("utf16.txt", whole(Split.LINE)),
                base.resolve("utf16.txt") + ":1: this file is not UTF-8: it begins as UTF-16 does");
    }

    @Test
    void nothingToReadIsRefused() throws IOException {
        sources.text("a.txt", " \n");
        assertRefused(() -> sources.open("a.txt", whole(Split.FILE)), "a.txt: there is no text in it, only blanks");
        sources.text("a.jsonl", "\n");
        assertRefused(() -> sources.open("a.jsonl", new RecordFormat(List.of())), "there is no object in it");
        sources.text("d/a.png", "");
        assertRefused(() -> sources.open("d", whole(Split.FILE)), "there is no text in this folder");
    }
}
