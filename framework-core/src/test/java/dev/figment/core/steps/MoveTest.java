package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveTest {
    private static final ComponentRef WITH = new ComponentRef("with");
    private static final Position AT = new Position(new Seed(1), 0);

    @TempDir
    Path folder;

    /** Latents are twice the greys less one: −1, −0.8, −0.6, 0 and 1. */
    @BeforeEach
    void draw() throws IOException {
        List<String> names = List.of("a", "b", "c", "d", "e");
        float[] greys = {0, 25.5f / 255, 51 / 255f, 127.5f / 255, 1};
        Flow.pipeline(
                        Flow.of(Flow.images(1, 2, names, greys)),
                        new WriteImages(new WriteImages.Config(Flow.to(folder, "many"))))
                .run();
        table("""
                file,who,hat,mood
                a.png,ann,0,glad
                b.png,ann,0,sad
                c.png,ann,1,glad
                d.png,bob,0,glad
                e.png,cid,1,sad
                """);
    }

    private void table(String csv) throws IOException {
        Files.writeString(folder.resolve("many/people.csv"), csv);
    }

    private Move move(String towards, String value, @Nullable String within, List<Double> amounts) {
        return new Move(
                new Move.Config(
                        WITH, towards, new DataRef("many/people.csv", folder), value, "file", within, amounts, null, 1),
                new Flow.Twice(1, 2),
                Flow.datasets(folder));
    }

    /** With a hat −0.6 and 1, without −1, −0.8 and 0: the means are 0.2 and −0.6. */
    @Test
    void movesFromTheMeanOfOneKindToThatOfTheOther() {
        Latents latents = Flow.latents(new float[] {1, 2}, new float[] {0, 0});
        Latents moved = move("hat", "1", null, List.of(0.0, 1.0, -0.5)).apply(latents, AT);
        assertThat(moved.mean().toFloatArray())
                .containsExactly(
                        new float[] {1, 2, 1.8f, 2.8f, 0.6f, 1.6f, 0, 0, 0.8f, 0.8f, -0.4f, -0.4f}, within(4e-3f));
        assertThat(moved.logVariance()).isNull();
    }

    /** Ann alone is seen both with and without: −0.6 against the mean of −1 and −0.8. */
    @Test
    void withinGroupsOnlyTheirOwnImagesAreCompared() {
        Latents moved = move("hat", "1", "who", List.of(1.0)).apply(Flow.latents(new float[] {0, 0}), AT);
        assertThat(moved.mean().toFloatArray()).containsExactly(new float[] {0.3f, 0.3f}, within(4e-3f));
    }

    /** Ann's difference is 0.3 of 2·1/3, Bob's 1 of 1·1/2. */
    @Test
    void groupsWeighAsTheirImagesSay() throws IOException {
        table("""
                file,who,hat
                a.png,ann,0
                b.png,ann,0
                c.png,ann,1
                d.png,bob,0
                e.png,bob,1
                """);
        Latents moved = move("hat", "1", "who", List.of(1.0)).apply(Flow.latents(new float[] {0, 0}), AT);
        float expected = (2 / 3f * 0.3f + 0.5f) / (2 / 3f + 0.5f);
        assertThat(moved.mean().toFloatArray()).containsExactly(new float[] {expected, expected}, within(4e-3f));
    }

    @Test
    void anyValueOfAnyColumnIsAnAttribute() {
        Latents moved = move("mood", "sad", null, List.of(1.0)).apply(Flow.latents(new float[] {0, 0}), AT);
        // Sad are −0.8 and 1, glad −1, −0.6 and 0.
        float expected = 0.1f + 1.6f / 3;
        assertThat(moved.mean().toFloatArray()).containsExactly(new float[] {expected, expected}, within(4e-3f));
    }

    @Test
    void namesStayOrAreNumbered() {
        Latents one = Flow.latents(new float[] {0, 0});
        Latents named = new Latents(one.mean(), null, List.of("me.png"));
        assertThat(move("hat", "1", null, List.of(1.0)).apply(named, AT).names())
                .containsExactly("me.png");
        assertThat(move("hat", "1", null, List.of(1.0, 2.0)).apply(named, AT).names())
                .containsExactly("me-1.png", "me-2.png");
    }

    private void assertRefused(Move step, String... words) {
        assertThatThrownBy(() -> step.apply(Flow.latents(new float[] {0, 0}), AT))
                .isInstanceOf(FigmentException.class)
                .satisfies(e -> assertThat(((FigmentException) e).fault()).isEqualTo(FigmentException.Fault.USER))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void aValueThatNoImageHasIsRefused() {
        assertRefused(
                move("mood", "mad", null, List.of(1.0)),
                "many/people.csv: no image has 'mad' in the column 'mood'",
                "there is: glad, sad",
                "did you mean");
    }

    @Test
    void aDirectionNeedsImagesWithAndWithout() throws IOException {
        table("file,hat\na.png,1\nb.png,1\n");
        assertRefused(move("hat", "1", null, List.of(1.0)), "every image has '1' in the column 'hat'");
        table("file,who,hat\na.png,ann,1\nb.png,bob,0\n");
        assertRefused(
                move("hat", "1", "who", List.of(1.0)),
                "no 'who' has images both with 'hat' = '1' and without",
                "leave out 'within'");
    }

    @Test
    void latentsOfAnotherModelAreRefused() {
        assertThatThrownBy(() -> move("hat", "1", null, List.of(1.0)).apply(Flow.latents(new float[] {0, 0, 0}), AT))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("latents of 3 numbers cannot be moved by 'with', whose latents have 2");
    }

    @Test
    void anUnknownColumnIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> move("hut", "1", null, List.of(1.0)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("there is no column 'hut'; there is: file, hat, mood, who; did you mean 'hat'?");
    }

    @Test
    void amountsAreFiniteNumbers() {
        for (List<Double> amounts : List.of(List.<Double>of(), List.of(Double.NaN))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> move("hat", "1", null, amounts))
                    .withMessage("amounts is a list of finite numbers, at least one");
        }
    }
}
