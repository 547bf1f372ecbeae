package dev.figment.train.data;

import dev.figment.api.Audio;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Records;
import dev.figment.api.Series;
import dev.figment.api.Text;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which keys of {@code data} belong to which medium. */
final class DataKeys {
    private DataKeys() {}

    /**
     * Refuses keys that would not be read.
     *
     * @throws IllegalArgumentException that begins with the key
     */
    static void require(Type medium, DataConfig config) {
        Set<String> known = of(medium);
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("size", config.size());
        given.put("channels", config.channels());
        given.put("input", config.input());
        given.put("labels", config.labels());
        given.put("attributes", config.attributes());
        given.put("augment", config.augment());
        given.put("audio", config.audio());
        given.put("series", config.series());
        given.put("text", config.text());
        given.put("fields", config.fields());
        given.forEach((key, value) -> {
            if (value != null && !known.contains(key)) {
                throw new IllegalArgumentException(key + " is not for this recipe, which takes " + name(medium)
                        + (known.isEmpty()
                                ? ""
                                : "; its keys are "
                                        + String.join(
                                                ", ", known.stream().sorted().toList())));
            }
        });
    }

    private static Set<String> of(Type medium) {
        if (medium == Images.class) {
            return Set.of("size", "channels", "augment");
        }
        if (medium == ImagePairs.class) {
            return Set.of("size", "channels", "augment", "input");
        }
        if (DataPlan.isLabelled(medium, Images.class)) {
            return Set.of("size", "channels", "augment", "labels");
        }
        if (DataPlan.isAnnotated(medium)) {
            return Set.of("size", "channels", "augment", "labels", "attributes");
        }
        if (DataPlan.isAttributed(medium)) {
            return Set.of("size", "channels", "augment", "attributes");
        }
        if (medium == Audio.class) {
            return Set.of("audio");
        }
        if (DataPlan.isLabelled(medium, Audio.class)) {
            return Set.of("audio", "labels");
        }
        if (medium == Series.class) {
            return Set.of("series");
        }
        if (medium == Text.class) {
            return Set.of("text");
        }
        if (medium == Records.class) {
            return Set.of("fields");
        }
        throw new IllegalArgumentException("no data gives " + name(medium)
                + ", which this recipe takes; there is: Images, ImagePairs, Labelled of Images or Audio, Attributed of"
                + " Images and Attributes, Annotated of Images, Audio, Series, Text, Records");
    }

    private static String name(Type medium) {
        return medium.getTypeName()
                .replaceAll("[a-z]\\w*\\.", "")
                .replace("<", " of ")
                .replace(">", "");
    }
}
