package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.Rewriting;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.SharedCache;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decoder that was exported elsewhere with a cache that grows, in the form that writes into its cache in place. It is taken
 * only where it gives the logits that the original gives.
 */
record InPlaceForm(ModelConfig config) implements Rewriting {
    /** How far logits may be from the original's, as a share of the greatest of those. */
    private static final float TOLERANCE = 1e-3f;

    /** The same where numbers have few bits, so that what is rounded otherwise goes on. */
    private static final float COARSE = 3e-2f;

    private static final int FIRST = 16;
    private static final int LENGTH = 24;

    /** Files that take more than this share of Java's memory are not rewritten: it takes about three times their size. */
    private static final int SHARE = 4;

    @Override
    public Optional<Model> apply(Path file, Models models) {
        return made(file, models).map(Form::model);
    }

    /**
     * The form of a file.
     *
     * @param model compiled, for the caller to close
     */
    record Form(Imported file, Model model) {}

    /** That of a file that was exported elsewhere, if it has one. */
    Optional<Form> made(Path file, Models models) {
        Map<String, String> known = Imported.metadata(file);
        if (DecoderFiles.IN_PLACE.equals(known.get(DecoderFiles.CACHE))) {
            return Optional.empty();
        }
        if (config.slidingWindow().isPresent()) {
            return leave(
                    file,
                    "its attention sees a window of " + config.slidingWindow().getAsInt() + " tokens");
        }
        if (size(file) > Runtime.getRuntime().maxMemory() / SHARE) {
            return leave(file, "Java has too little memory to rewrite it; FIGMENT_JAVA_OPTS=-Xmx… gives it more");
        }
        try {
            Optional<SharedCache> shared = SharedCache.of(Imported.read(file));
            return shared.isPresent()
                    ? rewritten(shared.get(), file, models)
                    : leave(file, "its attention is not of a form that is known");
        } catch (FigmentException e) {
            return leave(file, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Form> leave(Path file, String why) {
        log().info("{} is run as it is, with a cache that is copied for each token: {}", file, why);
        return Optional.empty();
    }

    private static Logger log() {
        return LoggerFactory.getLogger(InPlaceForm.class);
    }

    private static Optional<Form> rewritten(SharedCache shared, Path file, Models models) {
        String name = file.toString();
        try (Model original = models.compile(shared.probe().bytes(Map.of()), name)) {
            Decoder before = Decoder.of(original, name);
            long heads = shared.queries()
                    .map(queries -> heads(original, before, queries))
                    .orElse(0L);
            Optional<Imported> changed = shared.apply(heads);
            if (changed.isEmpty()) {
                return leave(file, "other parts of it depend on the length of the cache");
            }
            Model model = models.compile(changed.get().bytes(Map.of(DecoderFiles.CACHE, DecoderFiles.IN_PLACE)), name);
            float difference = difference(before, Decoder.of(model, name));
            if (difference <= (changed.get().hasFewBits() ? COARSE : TOLERANCE)) {
                return Optional.of(new Form(changed.get(), model));
            }
            model.close();
            return leave(file, "with a cache in place its logits would differ by " + difference);
        }
    }

    /** Heads of the queries, by what the model gives for one token. */
    private static long heads(Model model, Decoder decoder, String queries) {
        Map<String, Tensor> inputs = new Feed(decoder).inputs(new int[] {0}, 0, 1);
        decoder.emptyCache().forEach((spec, past) -> inputs.put(spec.name(), past));
        return requireNonNull(model.run(inputs).get(queries)).dim(1);
    }

    /** The greatest difference of logits as a share of the greatest logit: some tokens at once, some one by one, some at once. */
    private static float difference(Decoder before, Decoder after) {
        int[] ids = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            ids[i] = (int) new Seed(1).below(i, before.vocabularySize());
        }
        float greatest = 0;
        float difference = 0;
        int[] ends = {FIRST, FIRST + 1, FIRST + 2, FIRST + 3, LENGTH};
        try (Slots growing = new GrowingSlots(before, 1, LENGTH);
                Slots inPlace = after.slots(1, LENGTH)) {
            int from = 0;
            for (int end : ends) {
                int[] part = Arrays.copyOfRange(ids, from, end);
                FloatBuffer expected = growing.read(0, part, from, part.length).floats();
                FloatBuffer actual = inPlace.read(0, part, from, part.length).floats();
                while (expected.hasRemaining()) {
                    float value = expected.get();
                    greatest = Math.max(greatest, Math.abs(value));
                    difference = Math.max(difference, Math.abs(value - actual.get()));
                }
                from = end;
            }
        }
        return difference / Math.max(greatest, Float.MIN_NORMAL);
    }

    /** Bytes of a file and of those beside it that hold its tensors. */
    private static long size(Path model) {
        String name = String.valueOf(model.getFileName());
        try (Stream<Path> files =
                Files.list(requireNonNull(model.toAbsolutePath().getParent()))) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += String.valueOf(file.getFileName()).startsWith(name) ? Files.size(file) : 0;
            }
            return bytes;
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", model.toString(), "its folder cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }
}
