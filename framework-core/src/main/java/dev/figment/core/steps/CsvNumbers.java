package dev.figment.core.steps;

import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import dev.figment.core.data.CsvText;
import java.nio.FloatBuffer;

/** A table, quoted as RFC 4180 says: name, z0, z1, …, and where there are log-variances logvar0, logvar1, …. */
final class CsvNumbers implements NumberFormat {
    private static final String END = "\n";

    @Override
    public String row(Latents batch, int row, long index) {
        StringBuilder text = new StringBuilder();
        if (index == 0) {
            text.append("name");
            header(text, "z", batch.mean());
            if (batch.logVariance() != null) {
                header(text, "logvar", batch.logVariance());
            }
            text.append(END);
        }
        text.append(CsvText.field(NumberFormat.name(batch, row, index)));
        numbers(text, batch.mean(), row);
        if (batch.logVariance() != null) {
            numbers(text, batch.logVariance(), row);
        }
        return text.append(END).toString();
    }

    @Override
    public String end(long count) {
        return "";
    }

    private static void header(StringBuilder text, String name, Tensor tensor) {
        for (int i = 0; i < width(tensor); i++) {
            text.append(',').append(name).append(i);
        }
    }

    private static void numbers(StringBuilder text, Tensor tensor, int row) {
        FloatBuffer values = tensor.rows(row, row + 1).floats();
        while (values.hasRemaining()) {
            text.append(',').append(values.get());
        }
    }

    private static int width(Tensor tensor) {
        return (int) (tensor.count() / tensor.dim(0));
    }
}
