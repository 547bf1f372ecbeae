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
    private static final String FORMAT = "checkpoint-format";

    /** Grows when the metadata's keys or the names of the tensors change. */
    private static final String CURRENT_FORMAT = "1";

    private static final String OR_ANEW = ", or begin anew with '--set to=FOLDER'";

    static Checkpoint atBeginning(Best metric) {
        return new Checkpoint(Progress.none(metric), new MetricMeans());
    }

    /** The file's content. */
    Safetensors with(Map<String, Tensor> state, Origin origin) {
        Map<String, String> metadata = new TreeMap<>(origin.toMetadata());
        metadata.put(FORMAT, CURRENT_FORMAT);
        metadata.putAll(progress.toMetadata());
        metadata.putAll(means.toMetadata());
        return new Safetensors(metadata, state);
    }

    /**
     * Brings a training to where it was, and gives the rest.
     *
     * @throws FigmentException if the file is missing, broken, of another run, of other networks, or of a version of Figment
     *     that wrote another format
     */
    static Checkpoint restore(Path file, Training<?> training, Origin origin) {
        Safetensors saved = read(file);
        requireFormat(saved.metadata(), file, origin.version());
        try {
            origin.requireSame(saved.metadata(), file);
            training.restore(saved.tensors());
            return new Checkpoint(Progress.ofMetadata(saved.metadata()), MetricMeans.ofMetadata(saved.metadata()));
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of(
                                    "bad-checkpoint",
                                    file.toString(),
                                    "this checkpoint" + writer(saved.metadata(), origin.version()) + " does not fit: "
                                            + e.getMessage())
                            .fix("delete it to resume from the one before it" + OR_ANEW),
                    e);
        }
    }

    private static void requireFormat(Map<String, String> metadata, Path file, String version) {
        String writer = metadata.get(Origin.VERSION);
        String format = metadata.getOrDefault(FORMAT, "0");
        if (writer != null && !format.equals(CURRENT_FORMAT)) {
            throw FigmentException.user(Problem.of(
                            "other-version",
                            file.toString(),
                            "this checkpoint is of Figment " + writer + ", in format " + format + "; this is Figment "
                                    + version + ", which reads format " + CURRENT_FORMAT)
                    .fix("go on with Figment " + writer + OR_ANEW));
        }
    }

    /** Who wrote it, where it was another version. */
    private static String writer(Map<String, String> metadata, String version) {
        String writer = metadata.getOrDefault(Origin.VERSION, version);
        return writer.equals(version) ? "" : " of Figment " + writer;
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
