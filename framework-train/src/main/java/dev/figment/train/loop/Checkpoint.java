package dev.figment.train.loop;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a checkpoint keeps of a run beside the training's own state.
 *
 * @param means of the epoch that is under way
 */
record Checkpoint(Progress progress, MetricMeans means) {
    private static final String OR_ANEW = ", or begin anew with '--set to=FOLDER'";

    static Checkpoint atBeginning() {
        return new Checkpoint(Progress.NONE, new MetricMeans());
    }

    /** The file's content. */
    Safetensors with(Map<String, Tensor> state, Origin origin) {
        Map<String, String> metadata = new TreeMap<>(origin.toMetadata());
        metadata.putAll(progress.toMetadata());
        metadata.putAll(means.toMetadata());
        return new Safetensors(metadata, state);
    }

    /**
     * Brings a training to where it was, and gives the rest.
     *
     * @throws FigmentException if the file is missing, broken, of another run or of other networks
     */
    static Checkpoint restore(Path file, Training<?> training, Origin origin) {
        Safetensors saved = read(file);
        try {
            origin.requireSame(saved.metadata(), file);
            training.restore(saved.tensors());
            return new Checkpoint(Progress.ofMetadata(saved.metadata()), MetricMeans.ofMetadata(saved.metadata()));
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-checkpoint", file.toString(), "this checkpoint does not fit: " + e.getMessage())
                            .fix("delete it to resume from the one before it" + OR_ANEW),
                    e);
        }
    }

    /**
     * Checks that a file can be read, without using it.
     *
     * @throws FigmentException if it is missing or broken
     */
    static void requireReadable(Path file) {
        read(file);
    }

    private static Safetensors read(Path file) {
        return Safetensors.read(
                file, "put back a whole copy of it, or delete it to resume from the one before it" + OR_ANEW);
    }
}
