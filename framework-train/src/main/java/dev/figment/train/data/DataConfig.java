package dev.figment.train.data;

import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.TextFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key {@code data} of a training config. Which of the keys of a medium apply depends on what the recipe takes. */
@Description("What is trained on, and what it is measured on meanwhile. Which keys there may be besides train,"
        + " validation and hold-out depends on the medium that the recipe takes")
public record DataConfig(
        @Description("Training samples: data:NAME/SPLIT, a file, a folder or a glob")
        DataRef train,

        @Description("Validation samples; without it, hold-out samples of the training data") @Nullable
        DataRef validation,

        @Description("Samples at the end of the training data that are kept for validation") @Default("0")
        int holdOut,

        @Description("Images: height and width to scale them to, in pixels; without it, as found") @Nullable
        Integer size,

        @Description("Images: 1 (grey) or 3 (colour); without it, as found") @Nullable
        Integer channels,

        @Description("Pairs of images, side by side in a file or in folders A and B: which is the input, left (A) or"
                + " right (B); or same, where each image is both; left without it")
        PairFormat.@Nullable Input input,

        @Description("Images or sounds with labels: whether a file's folder is its class, or its name up to the first"
                + " underscore: folder or name; folder without it")
        LabelledFormat.@Nullable By labels,

        @Description(
                "Images, for recipes that take attributes: the table that has those of each; without it, images have"
                        + " labels")
        @Nullable
        AttributeConfig attributes,

        @Description("Images: how training images are varied; without it, not at all") @Nullable
        AugmentConfig augment,

        @Description("Sounds: rate and windows") @Nullable AudioConfig audio,

        @Description("Time series: columns and windows") @Nullable
        SeriesFormat series,

        @Description("Texts: what one text is") @Nullable TextConfig text,

        @Description("Objects of JSON: the fields that each must have") @Nullable
        List<String> fields) {
    /** Where the attributes of images are. */
    @Description("A table that says of each image, in numbers, what is to be seen there")
    public record AttributeConfig(
            @Description("The table: CSV, or TSV if its name ends in .tsv, with the columns' names in the first row;"
                    + " data:NAME/SPLIT/FILE or a file")
            DataRef labels,

            @Description("The attributes: columns of numbers, such as 0 and 1, or an age; each image must have a row")
            List<String> columns,

            @Description("The column that names the image files, by their paths from the table's folder")
            @Default("file")
            String files) {
        public AttributeConfig {
            require(!columns.isEmpty(), "attributes.columns must name at least one");
            require(
                    columns.stream().distinct().count() == columns.size(),
                    "attributes.columns names a column twice: " + columns);
            require(
                    columns.stream()
                            .noneMatch(name -> name.isBlank() || name.lines().count() > 1),
                    "attributes.columns are names that stand on one line");
            columns = List.copyOf(columns);
        }
    }

    /** Samples a second and windows. */
    @Description("WAV files, mixed to one channel, in windows of one length")
    public record AudioConfig(
            @Description("Samples a second that all sounds are resampled to; without it, as found") @Nullable
            Integer rate,

            @Description("Samples in a window; a shorter sound is followed by silence. Without it, whole sounds, which"
                    + " must then be equally long")
            @Nullable
            Integer window,

            @Description("Samples from the start of a window to that of the next; without it, a window") @Nullable
            Integer stride) {
        public AudioConfig {
            require(rate == null || rate > 0, "rate must be greater than 0");
            require(window == null || window > 0, "window must be greater than 0");
            require(stride == null || stride > 0, "stride must be greater than 0");
            require(stride == null || window != null, "stride is for windows; give 'window', too");
        }
    }

    /** What one text is. */
    @Description("Plain texts in UTF-8, or a field of JSON Lines")
    public record TextConfig(
            @Description("What one text is: a file, a line, or a paragraph, which ends at an empty line")
            @Default("file")
            TextFormat.Split split,

            @Description("JSON Lines: the field that holds the text") @Default("text")
            String field,

            @Description("Characters in a sample, cut out of the texts; without it, whole texts") @Nullable
            Integer window,

            @Description("Characters from the start of a window to that of the next; without it, a window") @Nullable
            Integer stride) {
        public TextConfig {
            require(window == null || window > 0, "window must be greater than 0");
            require(stride == null || stride > 0, "stride must be greater than 0");
            require(stride == null || window != null, "stride is for windows; give 'window', too");
        }
    }

    public DataConfig {
        require(holdOut >= 0, "hold-out must not be negative");
        require(validation == null || holdOut == 0, "hold-out and validation exclude each other");
        require(
                labels == null || attributes == null,
                "labels and attributes exclude each other: the first says what an image's class is");
        require(size == null || size > 0, "size must be greater than 0");
        require(channels == null || channels == 1 || channels == 3, "channels must be 1 or 3");
        Integer jitter = augment == null ? null : augment.jitter();
        Integer crop = augment == null ? null : augment.crop();
        require(
                jitter == null || (size != null && jitter >= size),
                "augment.jitter scales to more pixels than 'size', and crops to that; give a smaller 'size'");
        require(crop == null || size == null || crop <= size, "augment.crop must not exceed 'size'");
        fields = fields == null ? null : List.copyOf(fields);
    }

    /** The last samples of the training data are for validation; nothing else is said. */
    public static DataConfig heldOut(DataRef train, int holdOut) {
        return new DataConfig(train, null, holdOut, null, null, null, null, null, null, null, null, null, null);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
