package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricMeansTest {
    private static Map<String, Double> metrics(double loss, double kl) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss);
        metrics.put("kl", kl);
        return metrics;
    }

    @Test
    void weighsByTheNumberOfSamples() {
        MetricMeans means = new MetricMeans();
        means.add(metrics(1, 10), 3);
        means.add(metrics(5, 30), 1);
        assertThat(means.means().keySet()).containsExactly("loss", "kl");
        assertThat(means.means().get("loss")).isEqualTo(2);
        assertThat(means.means().get("kl")).isEqualTo(15);
    }

    @Test
    void ofNothingThereAreNone() {
        assertThat(new MetricMeans().means()).isEmpty();
    }

    @Test
    void goOnExactlyFromACheckpointsMetadata() {
        MetricMeans whole = new MetricMeans();
        whole.add(metrics(0.1, 1e-300), 3);
        MetricMeans resumed = MetricMeans.ofMetadata(whole.toMetadata());
        whole.add(metrics(1 / 3.0, 2e17), 7);
        resumed.add(metrics(1 / 3.0, 2e17), 7);
        assertThat(resumed.means()).isEqualTo(whole.means());
        assertThat(resumed.means().keySet()).containsExactly("loss", "kl");
        assertThat(whole.means().get("loss")).isCloseTo((0.3 + 7 / 3.0) / 10, within(1e-12));
    }

    @Test
    void metadataThatIsMissingOrDamagedIsRefusedByName() {
        assertThatThrownBy(() -> MetricMeans.ofMetadata(Map.of())).hasMessageContaining("'epoch-sums'");
        assertThatThrownBy(() -> MetricMeans.ofMetadata(Map.of("epoch-sums", "{\"loss\":", "epoch-samples", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'epoch-sums'");
        assertThatThrownBy(() -> MetricMeans.ofMetadata(Map.of("epoch-sums", "{}", "epoch-samples", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'epoch-samples'");
    }
}
