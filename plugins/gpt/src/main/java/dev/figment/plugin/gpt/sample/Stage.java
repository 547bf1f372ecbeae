package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/**
 * One stage of a {@link SamplerChain}: it changes logits, minus infinity being a token that is not to be chosen. Implementations
 * are safe for use by several threads.
 */
@Description("A change of the logits before the next token is drawn")
public sealed interface Stage
        permits Temperature,
                TopK,
                TopP,
                MinP,
                Typical,
                RepetitionPenalty,
                FrequencyPenalty,
                NoRepeatNgram,
                BannedTokens {
    /**
     * Changes logits.
     *
     * @param logits one for each token; at least one is finite, and stays so unless the stage forbids tokens by their id
     * @param history the ids before, oldest first
     */
    void apply(float[] logits, IntBuffer history);
}
