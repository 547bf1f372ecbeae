package dev.figment.api.model;

import dev.figment.api.Device;
import dev.figment.api.config.ModelRef;
import java.nio.file.Path;

/** The service that gives models; ask for it in a constructor. Safe for use by several threads. */
public interface Models {
    /**
     * Loads one file of a model onto the device of the pipeline. The service owns it and closes it with the pipeline;
     * the same file is loaded once.
     *
     * @param file the file's name within the model's folder: {@code encoder.onnx}
     * @throws dev.figment.api.error.FigmentException if there is no such model or file, or it is no ONNX model that the
     *     runtime can run
     */
    Model load(ModelRef model, String file);

    /**
     * Loads one file of a model in another form, as {@link #load(ModelRef, String)} loads it as it is; the same file in the same
     * form is loaded once.
     *
     * @throws dev.figment.api.error.FigmentException as that does
     */
    Model load(ModelRef model, String file, Rewriting rewriting);

    /**
     * Reads another file of a model, such as its vocabulary.
     *
     * @param file the file's name within the model's folder: {@code tokenizer.json}
     * @throws dev.figment.api.error.FigmentException if there is no such model or file, or it cannot be read
     */
    byte[] read(ModelRef model, String file);

    /**
     * Finds a file of a model, for a program that reads it in its own way.
     *
     * @param file the file's name within the model's folder
     * @throws dev.figment.api.error.FigmentException if there is no such model or file, or the file is not what the model's
     *     card says
     */
    Path locate(ModelRef model, String file);

    /**
     * Makes a model of ONNX bytes that a program built; the caller closes it.
     *
     * @param name what to call it in errors
     * @throws dev.figment.api.error.FigmentException if the runtime cannot run it
     */
    Model compile(byte[] onnx, String name);

    /**
     * Where these models run, as far as it is known before one is loaded: the CPU if they run there for certain. A program
     * that builds graphs may choose their form by it.
     */
    Device device();
}
