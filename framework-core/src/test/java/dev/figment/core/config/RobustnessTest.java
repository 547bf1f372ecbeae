package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.error.FigmentException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, it ends in a config or in problems, never in any other exception. */
class RobustnessTest {
    private static final String PIECES = "abc019.:,-?#&*!|>'\"%@`{}[]\\ \t\n\r~$/_+=<\u00e9\u0085\u2028\ufeff😀";
    private static final int ROUNDS = 1000;

    private final Folder folder;

    RobustnessTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    private void survives(byte[] bytes) {
        Problems problems = new Problems();
        try {
            MapNode config = folder.file("a.yaml", bytes).read(problems, "a.yaml", "seed=1", "steps.0.x=2");
            RecordBinder.bind(config, ExampleContributions.Run.class, ExampleContributions.RUN.sectionKeys(), problems);
            if (problems.isEmpty()) {
                folder.file("b.yaml", Explain.text(config, ExampleContributions.RUN))
                        .read("b.yaml");
            }
        } catch (FigmentException e) {
            assertThat(e.problems()).isNotEmpty();
        } catch (Throwable e) {
            throw new AssertionError("from " + new String(bytes, StandardCharsets.ISO_8859_1), e);
        }
    }

    @Test
    void anyBytes() {
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            survives(bytes);
        }
    }

    @Test
    void anyTextOfYamlsOwnCharacters() {
        Random random = new Random(2);
        int[] pieces = PIECES.codePoints().toArray();
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(48), 0, pieces.length).forEach(at -> text.appendCodePoint(pieces[at]));
            survives(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aConfigWithMistakesInIt() {
        Random random = new Random(3);
        int[] pieces = PIECES.codePoints().toArray();
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(ExampleContributions.MORPH);
            for (int mistakes = random.nextInt(4); mistakes >= 0; mistakes--) {
                int at = random.nextInt(Math.max(1, text.length() - 1));
                switch (random.nextInt(3)) {
                    case 0 -> text.replace(at, at + 1, "");
                    case 1 -> text.insert(at, Character.toChars(pieces[random.nextInt(pieces.length)]));
                    default -> text.setLength(Math.max(2, at));
                }
            }
            survives(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
