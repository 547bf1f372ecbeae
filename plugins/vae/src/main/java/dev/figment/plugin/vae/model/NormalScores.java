package dev.figment.plugin.vae.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file {@link SeriesVaeFiles#NORMAL_SCORES}: CSV whose first row names the scores, with a row for each window. */
public final class NormalScores {
    private static final List<String> NAMES = Stream.concat(
                    SeriesVaeFiles.MODEL_SCORES.stream(), SeriesVaeFiles.BASELINES.stream())
            .toList();

    private NormalScores() {}

    /** The file's bytes, of what {@link SeriesVaeFiles#SCORES} gave for successive batches. */
    public static byte[] write(List<Map<String, Tensor>> batches) {
        StringBuilder text = new StringBuilder(String.join(",", NAMES)).append('\n');
        for (Map<String, Tensor> batch : batches) {
            List<FloatBuffer> columns = NAMES.stream()
                    .map(name -> requireNonNull(batch.get(name)).floats())
                    .toList();
            for (int row = 0; row < columns.get(0).capacity(); row++) {
                for (int i = 0; i < columns.size(); i++) {
                    text.append(i == 0 ? "" : ",").append(columns.get(i).get(row));
                }
                text.append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * FLOAT32 [windows] by name.
     *
     * @param model as the user named it
     * @throws FigmentException if it is no such file
     */
    static Map<String, Tensor> read(byte[] csv, String model) {
        List<String> lines = new String(csv, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(String.join(",", NAMES))) {
            throw wrong(model, 1, null);
        }
        List<float[]> columns = new ArrayList<>();
        NAMES.forEach(name -> columns.add(new float[lines.size() - 1]));
        for (int row = 1; row < lines.size(); row++) {
            String[] fields = lines.get(row).split(",", -1);
            try {
                for (int i = 0; i < NAMES.size(); i++) {
                    columns.get(i)[row - 1] = Float.parseFloat(fields[i]);
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw wrong(model, row + 1, e);
            }
        }
        Map<String, Tensor> scores = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            scores.put(NAMES.get(i), Tensor.ofFloats(columns.get(i), columns.get(i).length));
        }
        return scores;
    }

    private static FigmentException wrong(String model, int line, @Nullable Exception cause) {
        Problem problem = Problem.of(
                        "bad-scores",
                        model + ": " + SeriesVaeFiles.NORMAL_SCORES + ":" + line,
                        "these are not the scores " + String.join(",", NAMES) + " of training windows")
                .fix("take the file that was exported with the model");
        return cause == null ? FigmentException.user(problem) : FigmentException.user(problem, cause);
    }
}
