package org.example.melody.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Transform;
import dev.figment.api.error.FigmentException;
import dev.figment.testkit.Medium;
import dev.figment.testkit.TransformContract;
import org.example.melody.Melodies;
import org.example.melody.TinyMelodies;
import org.junit.jupiter.api.Test;

class TransposeTest implements TransformContract<Melodies, Melodies> {
    @Override
    public Transform<Melodies, Melodies> transform() {
        return new Transpose(new Transpose.Config(-2));
    }

    @Override
    public Medium<Melodies> takes() {
        return TinyMelodies.MEDIUM;
    }

    @Override
    public Medium<Melodies> gives() {
        return TinyMelodies.MEDIUM;
    }

    @Override
    public Melodies input() {
        return TinyMelodies.three();
    }

    @Test
    void notesAloneAreMoved() {
        Melodies moved = transform().apply(input(), new Position(new Seed(1), 0));
        assertThat(moved.melody(1)).containsExactly(Melodies.REST, 65, Melodies.HOLD, Melodies.HOLD, 63, 62);
    }

    @Test
    void aNoteThatMidiDoesNotHaveIsRefused() {
        Transpose far = new Transpose(new Transpose.Config(60));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> far.apply(input(), new Position(new Seed(1), 0)))
                .withMessageContaining("the pitch 72 would become 132");
    }
}
