package dev.figment.core.anomaly;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Anomalies;
import dev.figment.api.AnomalyDetector;
import dev.figment.api.Position;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How unusual each window is by all measures of a model and by simple ones, each with the threshold from which on it is. */
public final class ScoreAnomalies implements Transform<Series, Anomalies> {
    private final AnomalyDetector<Series> detector;
    private final Map<String, Double> thresholds;

    /** The keys of {@code score-anomalies}. */
    public record Config(
            @Description("a component that finds anomalies in series")
            ComponentRef with,

            @Description("the score that decides what is flagged; without it, the first of the component's") @Nullable
            String score,

            @Default("{}") Threshold threshold) {}

    /**
     * @throws FigmentException if there is no such score, or no threshold can be told
     */
    public ScoreAnomalies(Config config, @Named("with") AnomalyDetector<Series> detector) {
        this.detector = detector;
        List<String> names = new ArrayList<>(detector.scores());
        names.addAll(detector.baselines());
        String deciding = config.score == null ? names.get(0) : config.score;
        if (!names.remove(deciding)) {
            throw FigmentException.user(Problem.of("no-score", "", "there is no score '" + deciding + "'")
                    .suggesting(deciding, names));
        }
        names.add(0, deciding);
        this.thresholds = new LinkedHashMap<>();
        names.forEach(name -> thresholds.put(name, threshold(name, config.threshold)));
    }

    private double threshold(String name, Threshold threshold) {
        FloatBuffer values = requireNonNull(detector.normal().get(name)).floats();
        double[] sorted = new double[values.capacity()];
        Arrays.setAll(sorted, values::get);
        Arrays.sort(sorted);
        try {
            return threshold.of(sorted);
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(Problem.of("no-threshold", "", "for " + name + ": " + e.getMessage()), e);
        }
    }

    @Override
    public Anomalies apply(Series windows, Position at) {
        Map<String, Tensor> scores = detector.score(windows);
        List<Anomalies.Score> all = new ArrayList<>();
        thresholds.forEach(
                (name, threshold) -> all.add(new Anomalies.Score(name, requireNonNull(scores.get(name)), threshold)));
        return new Anomalies(windows, all);
    }
}
