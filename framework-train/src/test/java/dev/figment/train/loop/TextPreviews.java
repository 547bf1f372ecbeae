package dev.figment.train.loop;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes texts, one file each. */
final class TextPreviews {
    private TextPreviews() {}

    static List<PreviewFormat.File> encode(Preview preview) {
        return ((Preview.Texts) preview)
                .text().texts().stream()
                        .map(text -> new PreviewFormat.File(
                                PreviewFormat.Medium.TEXT, text.getBytes(StandardCharsets.UTF_8)))
                        .toList();
    }
}
