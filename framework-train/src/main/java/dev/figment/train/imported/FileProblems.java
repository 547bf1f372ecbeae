package dev.figment.train.imported;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;

/** What can be wrong with an ONNX file. */
final class FileProblems {
    private FileProblems() {}

    static FigmentException broken(String where, String what) {
        return FigmentException.user(
                Problem.of("bad-onnx", where, what).fix("export the model again, or copy the file again"));
    }

    static FigmentException broken(String where, String what, RuntimeException cause) {
        return FigmentException.user(broken(where, what).problems().get(0), cause);
    }

    static FigmentException external(String where, String what) {
        return FigmentException.user(Problem.of("bad-external-data", where, what)
                .fix("keep the ONNX file and its data files together in one folder, as they were exported"));
    }
}
