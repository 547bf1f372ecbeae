package org.example.melody.steps;

import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.testkit.MeasurementContract;
import dev.figment.testkit.Medium;
import org.example.melody.Melodies;
import org.example.melody.TinyMelodies;

class MeasureMelodiesTest implements MeasurementContract<Melodies> {
    private final MeasureMelodies sink =
            new MeasureMelodies(new MeasureMelodies.Config(new ComponentRef("folk")), TinyMelodies.model(4));

    @Override
    public Medium<Melodies> medium() {
        return TinyMelodies.MEDIUM;
    }

    @Override
    public Sink<Melodies> sink() {
        return sink;
    }

    @Override
    public Melodies samples() {
        return TinyMelodies.three();
    }
}
