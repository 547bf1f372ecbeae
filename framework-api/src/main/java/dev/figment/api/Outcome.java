package dev.figment.api;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a sink made. */
public sealed interface Outcome {
    /**
     * A file or a folder.
     *
     * @param summary what it holds, in a few words: "12 images of 28×28"
     */
    record Written(Path path, String summary) implements Outcome {}

    /**
     * Numbers.
     *
     * @param title what was measured
     * @param values by name, in the order to print them; the name says the unit
     */
    record Measured(String title, Map<String, Double> values) implements Outcome {
        public Measured {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Texts, in the order to print them. */
    record Texts(List<String> texts) implements Outcome {
        public Texts {
            texts = List.copyOf(texts);
        }
    }
}
