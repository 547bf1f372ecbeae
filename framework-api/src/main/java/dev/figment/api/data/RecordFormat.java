package dev.figment.api.data;

import dev.figment.api.Records;
import java.util.List;

/**
 * Objects from JSON Lines (one object a line, UTF-8), or from one JSON array of objects.
 *
 * @param required fields that every object must have
 */
public record RecordFormat(List<String> required) implements DataFormat<Records> {
    public RecordFormat {
        required = List.copyOf(required);
    }
}
