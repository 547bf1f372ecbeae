package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/**
 * One stage of a {@link SamplerChain}. Implementations are safe for use by several threads.
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
                LogitBias,
                AllowedTokens,
                BannedTokens {
    /**
     * Changes logits, or leaves fewer candidates.
     *
     * @param candidates at least one logit is finite, and one stays so unless the stage forbids tokens by their id
     * @param history the ids before, oldest first
     */
    void apply(Candidates candidates, IntBuffer history);
}
