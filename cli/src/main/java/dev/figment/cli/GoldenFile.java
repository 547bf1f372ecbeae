package dev.figment.cli;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.zoo.golden.GoldenRun;
import dev.figment.train.loop.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Golden runs as safetensors files: {@code input.NAME} and {@code output.NAME}. */
final class GoldenFile {
    private static final String INPUT = "input.";
    private static final String OUTPUT = "output.";

    private GoldenFile() {}

    /**
     * Reads one.
     *
     * @throws FigmentException if it is no whole safetensors file, or has other tensors, or no output
     */
    static GoldenRun read(Path file) {
        Map<String, Tensor> inputs = new TreeMap<>();
        Map<String, Tensor> outputs = new TreeMap<>();
        tensors(file).forEach((name, tensor) -> {
            if (name.startsWith(INPUT)) {
                inputs.put(name.substring(INPUT.length()), tensor);
            } else if (name.startsWith(OUTPUT)) {
                outputs.put(name.substring(OUTPUT.length()), tensor);
            } else {
                throw bad(file, "its tensor '" + name + "' is neither input.NAME nor output.NAME", null);
            }
        });
        if (outputs.isEmpty()) {
            throw bad(file, "it has no output to compare with", null);
        }
        return new GoldenRun(inputs, outputs);
    }

    /**
     * The tensors of a safetensors file by name.
     *
     * @throws FigmentException if it is none
     */
    static Map<String, Tensor> tensors(Path file) {
        try {
            return Safetensors.read(file).tensors();
        } catch (IllegalArgumentException | IOException e) {
            throw bad(file, "this is no whole safetensors file: " + (e instanceof IOException ? e : e.getMessage()), e);
        }
    }

    /** Writes one; there must be no such file. */
    static void write(GoldenRun run, Path file) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>();
        run.inputs().forEach((name, tensor) -> tensors.put(INPUT + name, tensor));
        run.outputs().forEach((name, tensor) -> tensors.put(OUTPUT + name, tensor));
        new Safetensors(Map.of(), tensors).write(file);
    }

    private static FigmentException bad(Path file, String message, @Nullable Throwable cause) {
        Problem problem = Problem.of("bad-golden", file.toString(), message)
                .fix("get the file again, or make it anew: figment zoo add");
        return cause == null ? FigmentException.user(problem) : FigmentException.user(problem, cause);
    }
}
