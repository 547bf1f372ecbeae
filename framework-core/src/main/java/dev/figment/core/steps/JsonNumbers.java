package dev.figment.core.steps;

import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/**
 * A JSON array of objects, one a line: name, mean and, where there are some, log_variance, each flattened row by row.
 * What JSON has no number for (not-a-number, infinity) is null.
 */
final class JsonNumbers implements NumberFormat {
    @Override
    public String row(Latents batch, int row, long index) {
        StringBuilder text = new StringBuilder(index == 0 ? "[\n" : ",\n");
        text.append("{\"name\": ");
        quote(text, NumberFormat.name(batch, row, index));
        numbers(text, "mean", batch.mean(), row);
        if (batch.logVariance() != null) {
            numbers(text, "log_variance", batch.logVariance(), row);
        }
        return text.append('}').toString();
    }

    @Override
    public String end(long count) {
        return count == 0 ? "[]\n" : "\n]\n";
    }

    private static void numbers(StringBuilder text, String key, Tensor tensor, int row) {
        text.append(", \"").append(key).append("\": [");
        FloatBuffer values = tensor.rows(row, row + 1).floats();
        while (values.hasRemaining()) {
            boolean first = values.position() == 0;
            float value = values.get();
            text.append(first ? "" : ", ").append(Float.isFinite(value) ? Float.toString(value) : "null");
        }
        text.append(']');
    }

    private static void quote(StringBuilder text, String name) {
        text.append('"');
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
