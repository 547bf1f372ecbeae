package dev.figment.plugin.gpt.sample;

import dev.figment.api.Sampler;
import dev.figment.testkit.SamplerContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Chains keep to what samplers promise. */
class ContractsTest {
    private static Sampler chain(SamplerChain.Draw draw, Stage... stages) {
        return new SamplerChain(new SamplerChain.Config(List.of(stages), draw));
    }

    @Nested
    class Greedy implements SamplerContract {
        @Override
        public Sampler sampler() {
            return chain(SamplerChain.Draw.GREEDY);
        }
    }

    @Nested
    class Drawn implements SamplerContract {
        @Override
        public Sampler sampler() {
            return chain(
                    SamplerChain.Draw.MULTINOMIAL,
                    new RepetitionPenalty(1.2, 0),
                    new FrequencyPenalty(0.1, 0.1),
                    new TopK(5),
                    new TopP(0.9),
                    new Temperature(0.8));
        }
    }

    @Nested
    class Nucleus implements SamplerContract {
        @Override
        public Sampler sampler() {
            return chain(SamplerChain.Draw.MULTINOMIAL, new Typical(0.9), new TopP(0.9), new MinP(0.01));
        }
    }
}
