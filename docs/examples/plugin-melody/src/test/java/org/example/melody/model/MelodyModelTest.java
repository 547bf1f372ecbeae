package org.example.melody.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Generator;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.testkit.GeneratorContract;
import dev.figment.testkit.Medium;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.example.melody.Melodies;
import org.example.melody.TinyMelodies;
import org.junit.jupiter.api.Test;

class MelodyModelTest implements GeneratorContract<Melodies, Melodies> {
    private static final int BARS = 4;
    private final MelodyModel model = TinyMelodies.model(BARS);

    @Override
    public Medium<Melodies> medium() {
        return TinyMelodies.MEDIUM;
    }

    @Override
    public Medium<Melodies> takes() {
        return TinyMelodies.MEDIUM;
    }

    @Override
    public Generator<Melodies, Melodies> generator() {
        return model;
    }

    @Override
    public Melodies conditions() {
        return TinyMelodies.three();
    }

    private Melodies generate(long seed) {
        return model.generate(TinyMelodies.three(), new Position(new Seed(seed), 0));
    }

    @Test
    void aMelodyBeginsWithItsBeginningAndKeepsItsName() {
        Melodies generated = generate(1);
        assertThat(generated.names()).isEqualTo(TinyMelodies.three().names());
        assertThat(generated.events().dim(1)).isEqualTo((long) BARS * Melodies.BAR);
        for (int i = 0; i < generated.size(); i++) {
            int[] beginning = TinyMelodies.three().melody(i);
            assertThat(Arrays.copyOf(generated.melody(i), beginning.length)).isEqualTo(beginning);
        }
    }

    @Test
    void anotherSeedGivesAnotherMelody() {
        assertThat(generate(1).melody(0)).isNotEqualTo(generate(2).melody(0));
    }

    @Test
    void aBeginningThatIsTooLongIsRefused() {
        Melodies beginnings = Melodies.of(List.of(new int[] {60, 60, 60, 60, 60, 60, 60, 60, 60}), List.of());
        MelodyModel ofOneBar = TinyMelodies.model(1);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> ofOneBar.generate(beginnings, new Position(new Seed(1), 0)))
                .withMessageContaining("has 9 eighths, and the whole melody is to have 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MelodyModel.Config(new ModelRef("x", Path.of("")), new ComponentRef("scale"), 0))
                .withMessageContaining("bars must be from 1 to 256");
    }
}
