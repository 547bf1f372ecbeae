package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Tensor;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.model.Binarization;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedTest {
    @ParameterizedTest
    @EnumSource(Binarization.class)
    void anImagesRandomnessDoesNotDependOnTheBatchItIsIn(Binarization binarize) {
        VaeDesign design =
                new VaeDesign(TinyImages.BODY, new Bernoulli(), new Bound(new Divergence(1, 0, 0), 2), binarize);
        Map<String, Tensor> together = design.feed(TinyImages.images(0, 5), TinyImages.at(40));
        for (int i = 0; i < 5; i++) {
            Map<String, Tensor> alone = design.feed(TinyImages.images(i, i + 1), TinyImages.at(40 + i));
            int row = i;
            assertThat(alone.keySet()).containsExactlyInAnyOrder("images", "noise");
            alone.forEach((name, tensor) -> assertThat(tensor.bytes())
                    .isEqualTo(together.get(name).rows(row, row + 1).bytes()));
        }
    }

    @ParameterizedTest
    @EnumSource(Binarization.class)
    void everyPlaceInTheTrainingHasItsOwnNoise(Binarization binarize) {
        VaeDesign design =
                new VaeDesign(TinyImages.BODY, new Bernoulli(), new Bound(new Divergence(1, 0, 0), 2), binarize);
        Tensor first = design.feed(TinyImages.images(0, 5), TinyImages.at(0)).get("noise");
        Tensor next = design.feed(TinyImages.images(0, 5), TinyImages.at(5)).get("noise");
        assertThat(next.toFloatArray()).doesNotContain(first.toFloatArray());
    }
}
