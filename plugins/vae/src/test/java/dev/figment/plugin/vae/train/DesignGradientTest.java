package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.figment.api.Images;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.likelihood.DiscretizedLogistic;
import dev.figment.plugin.vae.likelihood.Gaussian;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.testkit.GradientCheck;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DesignGradientTest {
    static Stream<CoderDesign> designs() {
        return Stream.of(
                new AutoencoderDesign(TinyImages.BODY, AutoencoderRecipe.Reconstruction.MSE, TinyImages.CLEAN),
                new AutoencoderDesign(TinyImages.BODY, AutoencoderRecipe.Reconstruction.BCE, TinyImages.CLEAN),
                vae(new Bernoulli(), 2, 0, 1),
                vae(new Gaussian(0.5, Spread.FIXED), 1, 0, 1),
                vae(new Gaussian(0.5, Spread.SHARED), 1, 0.3, 1),
                vae(new Gaussian(0.5, Spread.PIXEL), 1, 0, 1),
                vae(new DiscretizedLogistic(0.3, Spread.FIXED), 1, 0, 1),
                vae(new DiscretizedLogistic(0.3, Spread.SHARED), 1, 0, 1),
                vae(new DiscretizedLogistic(0.3, Spread.PIXEL), 1, 0, 1),
                vae(new Bernoulli(), 1, 0, 3));
    }

    private static CoderDesign vae(Likelihood likelihood, double beta, double freeBits, int samples) {
        Bound bound = new Bound(new Divergence(beta, 0, freeBits), samples);
        return new VaeDesign(TinyImages.BODY, likelihood, bound, Binarization.NONE);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void theGradientOfEveryParameterAgreesWithDifferences(CoderDesign design) {
        Images images = TinyImages.images(0, 3);
        // The levels' masses make a loss of some 30 nats, of which differences in single precision keep less.
        boolean isLarge = design instanceof VaeDesign vae && vae.likelihood() instanceof DiscretizedLogistic;
        GradientCheck check = new GradientCheck(TinyImages.MODELS, -2, 2, isLarge ? 2e-3 : 5e-4);
        assertThatCode(() -> check.objective(design, design.feed(images, TinyImages.at(0))))
                .doesNotThrowAnyException();
    }
}
