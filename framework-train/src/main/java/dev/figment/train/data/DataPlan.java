package dev.figment.train.data;

import dev.figment.api.Annotated;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.Audio;
import dev.figment.api.Batch;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Series;
import dev.figment.api.Text;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.NumericAttributeFormat;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.RecordFormat;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.TextFormat;
import dev.figment.train.data.DataConfig.AttributeConfig;
import dev.figment.train.data.DataConfig.AudioConfig;
import dev.figment.train.data.DataConfig.TextConfig;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the data of a config is opened and varied, for the medium that a recipe takes.
 *
 * @param training the format of training samples
 * @param validation the format of validation samples; it differs where training images are larger than what is cut out
 *     of them
 * @param varied makes training samples differ from epoch to epoch, if they are to
 * @param plain brings validation samples to the same shape
 */
public record DataPlan<T extends Batch>(
        DataFormat<T> training,
        DataFormat<T> validation,
        UnaryOperator<Dataset<T>> varied,
        UnaryOperator<Dataset<T>> plain) {
    /**
     * The plan for a medium.
     *
     * @param medium what the recipe takes: {@code Images}, {@code ImagePairs}, {@code Labelled<Images>}, {@code
     *     Attributed<Images, Attributes>}, {@code Annotated<Images>}, which is one of these two, {@code Audio}, {@code
     *     Labelled<Audio>}, {@code Series}, {@code Text} or {@code Records}
     * @throws IllegalArgumentException if no data gives that medium, or the config has keys of another medium, or lacks one
     */
    public static DataPlan<?> of(Type medium, DataConfig config) {
        DataKeys.require(medium, config);
        if (medium == Images.class) {
            return images(config, size -> image(config, size), augmentation -> augmentation);
        }
        if (medium == ImagePairs.class) {
            PairFormat.Input input = config.input() == null ? PairFormat.Input.LEFT : config.input();
            return images(config, size -> new PairFormat(input, image(config, size)), ImageAugmentation::ofPairs);
        }
        if (isAttributed(medium) || (isAnnotated(medium) && config.attributes() != null)) {
            AttributeConfig table = attributes(config.attributes());
            return images(
                    config,
                    size -> new NumericAttributeFormat(
                            image(config, size), table.labels(), table.files(), table.columns()),
                    ImageAugmentation::ofAttributed);
        }
        if (isLabelled(medium, Images.class) || isAnnotated(medium)) {
            return images(
                    config,
                    size -> new LabelledFormat<>(by(config), image(config, size)),
                    ImageAugmentation::ofLabelled);
        }
        if (medium == Audio.class) {
            return alike(audio(config.audio()));
        }
        if (isLabelled(medium, Audio.class)) {
            return alike(new LabelledFormat<>(by(config), audio(config.audio())));
        }
        if (medium == Series.class) {
            return alike(series(config.series()));
        }
        return medium == Text.class
                ? alike(text(config.text()))
                : alike(new RecordFormat(config.fields() == null ? List.of() : config.fields()));
    }

    static boolean isLabelled(Type medium, Class<?> samples) {
        return isOf(medium, Labelled.class, samples);
    }

    static boolean isAttributed(Type medium) {
        return isOf(medium, Attributed.class, Images.class, Attributes.class);
    }

    static boolean isAnnotated(Type medium) {
        return isOf(medium, Annotated.class, Images.class);
    }

    private static boolean isOf(Type medium, Class<?> raw, Class<?>... arguments) {
        return medium instanceof ParameterizedType generic
                && generic.getRawType() == raw
                && Arrays.equals(generic.getActualTypeArguments(), arguments);
    }

    private static <T extends Batch> DataPlan<T> alike(DataFormat<T> format) {
        return new DataPlan<>(format, format, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private interface BySize<T extends Batch> {
        DataFormat<T> of(@Nullable Integer size);
    }

    private interface ForMedium<T extends Batch> {
        Augmentation<T> of(ImageAugmentation images);
    }

    private static <T extends Batch> DataPlan<T> images(DataConfig config, BySize<T> format, ForMedium<T> forMedium) {
        AugmentConfig augment = config.augment();
        if (augment == null) {
            return alike(format.of(config.size()));
        }
        Integer jitter = augment.jitter();
        Integer crop = jitter == null ? augment.crop() : config.size();
        Augmentation<T> augmentation = forMedium.of(new ImageAugmentation(crop == null ? 0 : crop, augment));
        return new DataPlan<>(
                format.of(jitter == null ? config.size() : jitter),
                format.of(config.size()),
                data -> new Augmented<>(data, augmentation),
                data -> new Augmented<>(data, augmentation));
    }

    private static ImageFormat image(DataConfig config, @Nullable Integer size) {
        int side = Optional.ofNullable(size).orElse(0);
        return new ImageFormat(Optional.ofNullable(config.channels()).orElse(0), side, side);
    }

    private static AttributeConfig attributes(@Nullable AttributeConfig config) {
        if (config == null) {
            throw new IllegalArgumentException(
                    "attributes is missing: this recipe takes images with attributes; add 'attributes: { labels: TABLE,"
                            + " columns: [COLUMN] }'");
        }
        return config;
    }

    private static LabelledFormat.By by(DataConfig config) {
        return config.labels() == null ? LabelledFormat.By.FOLDER : config.labels();
    }

    private static AudioFormat audio(@Nullable AudioConfig config) {
        if (config == null) {
            return new AudioFormat(0, 0, 0);
        }
        int window = config.window() == null ? 0 : config.window();
        return new AudioFormat(
                config.rate() == null ? 0 : config.rate(), window, config.stride() == null ? window : config.stride());
    }

    private static SeriesFormat series(@Nullable SeriesFormat config) {
        if (config == null) {
            throw new IllegalArgumentException(
                    "series is missing: this recipe takes windows of time series; add 'series: { window: 64 }', for"
                            + " instance");
        }
        return config;
    }

    private static TextFormat text(@Nullable TextConfig config) {
        if (config == null) {
            return new TextFormat(TextFormat.Split.FILE, "text", 0, 0);
        }
        int window = config.window() == null ? 0 : config.window();
        return new TextFormat(
                config.split(), config.field(), window, config.stride() == null ? window : config.stride());
    }
}
