package dev.figment.core.steps;

import dev.figment.api.Latents;

/** How latents are spelled in a text file. */
sealed interface NumberFormat permits CsvNumbers, JsonNumbers {
    /**
     * The text for one latent.
     *
     * @param index of the latent in the whole flow; the text for 0 includes what stands before all rows
     */
    String row(Latents batch, int row, long index);

    /** What stands after all rows. */
    String end(long count);

    /** What a latent is called: its name or its index. */
    static String name(Latents batch, int row, long index) {
        return batch.names().isEmpty() ? Long.toString(index) : batch.names().get(row);
    }
}
