package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.figment.api.Images;
import dev.figment.testkit.GradientCheck;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DesignGradientTest {
    static Stream<CoderDesign> designs() {
        return Stream.of(
                new AutoencoderDesign(TinyImages.BODY, AutoencoderRecipe.Reconstruction.MSE, TinyImages.CLEAN),
                new AutoencoderDesign(TinyImages.BODY, AutoencoderRecipe.Reconstruction.BCE, TinyImages.CLEAN),
                new VaeDesign(TinyImages.BODY, VaeRecipe.Likelihood.BERNOULLI, 0.1f, 2, false),
                new VaeDesign(TinyImages.BODY, VaeRecipe.Likelihood.GAUSSIAN, 0.5f, 1, true));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void theGradientOfEveryParameterAgreesWithDifferences(CoderDesign design) {
        Images images = TinyImages.images(0, 3);
        GradientCheck check = GradientCheck.on(TinyImages.MODELS);
        assertThatCode(() -> check.objective(design, design.feed(images, TinyImages.at(0))))
                .doesNotThrowAnyException();
    }
}
