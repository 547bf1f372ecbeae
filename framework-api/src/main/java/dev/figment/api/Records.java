package dev.figment.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects with named fields: instructions and their answers, for instance.
 *
 * @param rows the fields of each object, in the order they were written; a string as its text, any other value as JSON
 */
public record Records(List<Map<String, String>> rows) implements Batch {
    public Records {
        List<Map<String, String>> copies = new ArrayList<>(rows.size());
        rows.forEach(row -> copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row))));
        rows = List.copyOf(copies);
    }

    @Override
    public int size() {
        return rows.size();
    }
}
