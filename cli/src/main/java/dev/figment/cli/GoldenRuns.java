package dev.figment.cli;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxHeader;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.golden.Deviation;
import dev.figment.core.zoo.golden.GoldenInputs;
import dev.figment.core.zoo.golden.GoldenRun;
import java.nio.file.Path;
import java.util.Map;

/** Makes golden runs. */
final class GoldenRuns {
    private final GoldenOptions options;

    /**
     * @param options of which the inputs are for files of this model
     * @throws FigmentException if they are for another file, or the tolerance is none
     */
    GoldenRuns(GoldenOptions options, Map<String, Model> models) {
        this.options = options;
        try {
            new Card.Golden("", options.absolute, options.relative);
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(Problem.of("bad-value", "", "--" + e.getMessage()));
        }
        for (String file : options.inputs.keySet()) {
            if (!models.containsKey(file)) {
                throw FigmentException.user(
                        Problem.of("no-model-file", "--golden-input", "the model has no ONNX file '" + file + "'")
                                .suggesting(file, models.keySet()));
            }
        }
    }

    /**
     * Runs a model, twice.
     *
     * @param file the ONNX file
     * @throws FigmentException if it cannot be run with the inputs, or does not give the same again
     */
    GoldenRun of(Model model, Path file) {
        String name = String.valueOf(file.getFileName());
        Path given = options.inputs.get(name);
        try {
            Map<String, Tensor> inputs = given == null
                    ? GoldenInputs.of(model.inputs(), OnnxHeader.dimensions(file))
                    : GoldenFile.tensors(given);
            GoldenRun run = GoldenRun.of(model, inputs);
            for (Deviation deviation : run.replay(model, options.absolute, options.relative)) {
                if (!deviation.within()) {
                    throw FigmentException.user(Problem.of(
                                    "not-repeatable",
                                    "",
                                    "the output '" + deviation.output() + "' is another each time: "
                                            + deviation.worst())
                            .fix("export the model without randomness in it, or raise --absolute and --relative"));
                }
            }
            return run;
        } catch (FigmentException e) {
            if (given == null && e.fault() == FigmentException.Fault.RUN) {
                Problem problem = e.problems().get(0);
                throw FigmentException.user(
                        problem.fix("give it inputs that it can take: --golden-input " + name + "=INPUTS.safetensors"),
                        e);
            }
            throw e.at(file.toString());
        }
    }
}
