package dev.figment.core.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a tensor says that its bytes are. A file outside the model's folder is refused, since a model could name any of the
 * machine's.
 *
 * @param model the ONNX file
 * @param place what the tensor says: {@code location}, {@code offset}, {@code length}
 */
record ExternalBytes(Path model, Map<String, String> place) {
    /**
     * Requires a file of the model's folder that has the bytes.
     *
     * @param needed how many the tensor needs; −1 where that is not known
     * @param problem makes an exception of the end of a sentence
     */
    void require(long needed, Function<String, RefusedModel> problem) throws IOException {
        String location = place.getOrDefault("location", "");
        long size = Files.size(file(location, problem));
        long offset = number("offset", 0, problem);
        long length = number("length", needed < 0 ? Math.max(0, size - offset) : needed, problem);
        if (needed >= 0 && length != needed) {
            throw problem.apply("is said to have " + length + " bytes in another file, and its shape needs " + needed);
        }
        if (offset > size || length > size - offset) {
            throw problem.apply(
                    "has " + length + " bytes from " + offset + " on of '" + location + "', which has " + size);
        }
    }

    private Path file(String location, Function<String, RefusedModel> problem) throws IOException {
        Path folder = model.toAbsolutePath().normalize().resolveSibling("");
        Path file;
        try {
            Path relative = Path.of(location);
            if (location.isEmpty() || relative.isAbsolute()) {
                throw problem.apply("lies in '" + location + "', which is no path within the model's folder");
            }
            file = folder.resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw problem.apply("lies in another file, whose name is none");
        }
        if (!file.startsWith(folder)) {
            throw problem.apply("lies in '" + location + "', which is outside the model's folder");
        }
        if (!Files.isRegularFile(file)) {
            throw problem.apply("lies in '" + location + "', which is not there");
        }
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw problem.apply("lies in '" + location + "', which leads out of the model's folder");
        }
        return file;
    }

    private long number(String key, long byDefault, Function<String, RefusedModel> problem) throws RefusedModel {
        String text = place.getOrDefault(key, "");
        if (text.isEmpty()) {
            return byDefault;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw problem.apply("lies in another file, and its " + key + " is no number of bytes");
        }
        return Long.parseLong(text);
    }
}
