package dev.figment.api;

import java.util.List;

/** Texts, one string for each sample. */
public record Text(List<String> texts) implements Batch {
    public Text {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }
}
