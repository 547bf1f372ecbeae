package dev.figment.plugin.gpt.model;

/**
 * Guesses the next tokens of a text, which the decoder then reads in one run: as many as are what the sampler chooses cost one
 * run together (Leviathan et al. 2023, "Fast inference from transformers via speculative decoding"). The text is the one that
 * would be written without it. One thread at a time.
 */
interface Guesser {
    /**
     * Guesses tokens.
     *
     * @param ids the text so far and room behind it
     * @param count tokens of the text
     * @param most as many guesses at most
     * @return none where there is nothing to go by
     */
    int[] guess(int[] ids, int count, int most);
}
