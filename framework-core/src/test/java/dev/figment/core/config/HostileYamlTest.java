package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML that is made to use up memory or time, or to make objects: refused in words, in a Java with little memory. */
class HostileYamlTest {
    private static final int SIZE = YamlFile.MOST_BYTES - 100;

    @TempDir
    Path temp;

    /** Each file's name, with what its refusal begins with. */
    private Map<String, String> write() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        file("laughs.yaml", laughs.toString(), ":1:5: anchors such as &a0 are not supported", expected);
        file(
                "aliases.yaml",
                "a:\n" + "- *x\n".repeat(SIZE / 5),
                ":2:3: aliases such as *x are not supported",
                expected);
        file("anchors.yaml", "a:\n" + "- &x [y]\n".repeat(SIZE / 9), ":2:3: anchors such as &x", expected);
        file("tags.yaml", "a:\n" + "- !x y\n".repeat(SIZE / 7), ":2:3: tags such as !x", expected);
        file(
                "class.yaml",
                "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"file:///\"]]]]\n",
                ":1:4: tags such as !!javax.script.ScriptEngineManager are not supported",
                expected);
        file("binary.yaml", "a: !!binary " + "A".repeat(SIZE), ":1:4: tags such as !!binary", expected);
        file("merge.yaml", "a: &a {b: 1}\nc:\n  <<: *a\n", ":1:4: anchors such as &a", expected);
        file("lists.yaml", "a: " + "[".repeat(SIZE), ":1:67: maps and lists are nested more than 64 deep", expected);
        file("maps.yaml", "{a: ".repeat(SIZE / 4), ":1:257: maps and lists are nested more than 64 deep", expected);
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 1900; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        file("indented.yaml", deep.toString(), ":65:65: maps and lists are nested more than 64 deep", expected);
        file(
                "dashes.yaml",
                "a:\n" + "- ".repeat(SIZE / 2),
                ":2:127: maps and lists are nested more than 64 deep",
                expected);
        file("keys.yaml", "? ".repeat(SIZE / 2), ":1:3: not valid YAML: a key must be text", expected);
        file("duplicates.yaml", "a: 1\n".repeat(SIZE / 5), ":2:1: the key 'a' stands here twice", expected);
        file("nul.yaml", "a: 1\nb: \0\n", ":2:4: the file is no text in UTF-8", expected);
        file("documents.yaml", "a: 1\n" + "---\na: 1\n".repeat(SIZE / 9), ":3:1: a second document", expected);
        file("quote.yaml", "a: \"" + "x".repeat(SIZE), ":1:", expected);
        file("spaces.yaml", "a:" + " ".repeat(SIZE) + "@", ":1:", expected);
        Files.write(temp.resolve("utf8.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC0, (byte) 0x80});
        expected.put("utf8.yaml", ":1:4: the file is no text in UTF-8");
        for (String name : List.of("scalar.yaml", "zeros.yaml")) {
            try (RandomAccessFile file = new RandomAccessFile(temp.resolve(name).toFile(), "rw")) {
                file.write(name.startsWith("s") ? "a: |\n  ".getBytes(StandardCharsets.UTF_8) : new byte[1]);
                file.setLength(100L << 20);
            }
            expected.put(name, ": the file is larger than 2 MiB");
        }
        return expected;
    }

    private void file(String name, String text, String begins, Map<String, String> expected) throws IOException {
        Files.writeString(temp.resolve(name), text);
        expected.put(name, begins);
    }

    @Test
    void isRefusedInLittleMemoryAndTime() throws Exception {
        Map<String, String> expected = write();
        Path out = temp.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileYamlTest.class.getName(),
                        temp.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(out);
        expected.forEach((name, begins) ->
                assertThat(lines).as(name).anyMatch(line -> line.startsWith(temp.resolve(name) + begins)));
        assertThat(process.exitValue()).isZero();
    }

    /** Reads each file of a folder as a config, and prints the first of its problems. */
    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (var listed = Files.list(Path.of(arguments[0]))) {
            files = listed.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
        for (Path file : files) {
            try {
                Problems problems = new Problems();
                YamlFile.read(file, problems);
                problems.throwIfAny();
                System.out.println(file + " was read");
            } catch (FigmentException e) {
                System.out.println(e.problems().get(0) + "  (of " + e.problems().size() + ")");
            }
        }
    }
}
