package dev.figment.train.loop;

import dev.figment.api.Device;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.train.data.DataConfig;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.precision.Precision;
import dev.figment.train.schedule.Schedule;
import dev.figment.train.step.Ema;
import dev.figment.train.step.StepOptions;
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

        DataConfig data,
        @Description("Samples in a step") @Default("128") int batch,
        @Description("How often all samples are seen") int epochs,

        @Description("Equal parts that a batch is computed in, one after the other, to need less memory") @Default("1")
        int accumulate,

        @Description(
                "Steps that are executed at once, in one call of ONNX Runtime: for CUDA, where the weights need not"
                        + " leave the GPU between them")
        @Default("1")
        int stepsPerExecution,

        @Description(
                "In what is computed: float32, or mixed, for GPUs, which multiplies matrices and convolves in FLOAT16;"
                        + " weights, sums, the loss and the optimizer stay in FLOAT32. On a CPU it is far slower")
        @Default("float32")
        Precision precision,

        @Default("{}") OptimizerConfig optimizer,
        @Default("{}") Schedule schedule,

        @Nullable Ema average,

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
    public TrainConfig {
        require(!name.isBlank(), "name must not be empty");
        require(batch >= 1, "batch must be at least 1");
        require(epochs >= 1, "epochs must be at least 1");
        require(accumulate >= 1, "accumulate must be at least 1");
        require(batch % accumulate == 0, "batch must be a multiple of accumulate");
        require(stepsPerExecution >= 1, "steps-per-execution must be at least 1");
        require(
                stepsPerExecution == 1 || accumulate == 1,
                "accumulate and steps-per-execution exclude each other: one of them must be 1");
        require(checkpointEvery >= 1, "checkpoint-every must be at least 1");
        require(checkpointSteps == null || checkpointSteps >= 1, "checkpoint-steps must be at least 1");
        require(keepCheckpoints >= 1, "keep-checkpoints must be at least 1");
        require(previewEvery >= 1, "preview-every must be at least 1");
        require(patience == null || patience >= 1, "patience must be at least 1");
    }

    /** How steps are to be computed. */
    StepOptions stepOptions() {
        StepOptions options = StepOptions.DEFAULT
                .withAccumulate(accumulate)
                .withPrecision(precision)
                .withSkipNotFinite(nonFinite.then() == NonFinite.Then.SKIP);
        return average == null ? options : options.withAverage(average);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
