package dev.figment.train.loop;

import dev.figment.api.Device;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.api.data.ImageFormat;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/** The keys of a training config besides {@code extends} and {@code recipe}. */
@Description("A training: a recipe, data, and how long")
public record TrainConfig(
        @Description("What the training is called in messages")
        String name,

        @Description("All randomness comes from it: the same seed gives the same weights") @Default("0")
        long seed,

        @Description("Where the training runs: auto, cpu, cuda or cuda:N") @Default("auto")
        Device device,

        Data data,
        @Description("Samples in a step") @Default("128") int batch,
        @Description("How often all samples are seen") int epochs,
        @Default("{}") OptimizerConfig optimizer,
        @Default("{}") Schedule schedule,

        @Description("Epochs from one checkpoint to the next") @Default("1")
        int checkpointEvery,

        @Description("Steps from one checkpoint to the next, for long epochs; without it, at ends of epochs only")
        @Nullable
        Integer checkpointSteps,

        @Description("Newest checkpoints that are kept") @Default("2")
        int keepCheckpoints,

        @Description("Epochs from one preview picture to the next") @Default("5")
        int previewEvery,

        @Default("{}") Best best,

        @Description("Stop when the best metric has not become better for so many epochs; never without it") @Nullable
        Integer patience,

        @Default("{}") NonFinite nonFinite,

        @Description("The run's folder: checkpoints, metrics, previews and, at the end, the model")
        OutputPath to) {
    /** The key {@code data}. */
    @Description("What is trained on, and what it is measured on meanwhile")
    public record Data(
            @Description("Training samples: data:NAME/SPLIT, a file, a folder or a glob")
            DataRef train,

            @Description("Validation samples; without it, hold-out samples of the training data") @Nullable
            DataRef validation,

            @Description("Samples at the end of the training data that are kept for validation") @Default("0")
            int holdOut,

            @Description("Height and width to scale images to, in pixels; without it, as found") @Nullable
            Integer size,

            @Description("1 (grey) or 3 (colour); without it, as found") @Nullable
            Integer channels) {
        public Data {
            require(holdOut >= 0, "hold-out must not be negative");
            require(validation == null || holdOut == 0, "hold-out and validation exclude each other");
            require(size == null || size > 0, "size must be greater than 0");
            require(channels == null || channels == 1 || channels == 3, "channels must be 1 or 3");
        }

        /** How images are to be given. */
        public ImageFormat format() {
            int side = size == null ? 0 : size;
            return new ImageFormat(channels == null ? 0 : channels, side, side);
        }
    }

    public TrainConfig {
        require(!name.isBlank(), "name must not be empty");
        require(batch >= 1, "batch must be at least 1");
        require(epochs >= 1, "epochs must be at least 1");
        require(checkpointEvery >= 1, "checkpoint-every must be at least 1");
        require(checkpointSteps == null || checkpointSteps >= 1, "checkpoint-steps must be at least 1");
        require(keepCheckpoints >= 1, "keep-checkpoints must be at least 1");
        require(previewEvery >= 1, "preview-every must be at least 1");
        require(patience == null || patience >= 1, "patience must be at least 1");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
