package org.example.melody;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import java.util.List;
import org.example.melody.model.MelodyModel;
import org.example.melody.model.ScaleSampler;
import org.example.melody.steps.MeasureMelodies;
import org.example.melody.steps.Notate;
import org.example.melody.steps.ReadMelodies;
import org.example.melody.steps.Transpose;
import org.example.melody.steps.WriteMidi;
import org.example.melody.train.MelodyRecipe;

/** What this plugin brings. */
public final class MelodyPlugin implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.component(
                        "melody-model", "goes on with melodies", MelodyModel.class, MelodyModel.Config.class),
                Contribution.component(
                        "scale-sampler",
                        "draws the next note of a melody from a scale",
                        ScaleSampler.class,
                        ScaleSampler.Config.class),
                Contribution.step(
                        "read-melodies", "read tunes in ABC notation", ReadMelodies.class, ReadMelodies.Config.class),
                Contribution.step("transpose", "move melodies by semitones", Transpose.class, Transpose.Config.class),
                Contribution.step("notate", "melodies to texts in ABC notation", Notate.class, Notate.Config.class),
                Contribution.step(
                        "write-midi", "write melodies as a MIDI file", WriteMidi.class, WriteMidi.Config.class),
                Contribution.step(
                        "measure-melodies",
                        "measure how well a model predicts melodies",
                        MeasureMelodies.class,
                        MeasureMelodies.Config.class),
                Contribution.recipe(
                        "melody",
                        "trains a model of melodies on tunes in ABC notation",
                        MelodyRecipe.class,
                        MelodyRecipe.Config.class));
    }
}
