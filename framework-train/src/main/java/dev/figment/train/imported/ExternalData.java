package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of tensors that lie in files beside the ONNX file. A file elsewhere is not read: a model could name any file
 * of the machine.
 */
final class ExternalData {
    private final Path file;

    /** @param file the ONNX file */
    ExternalData(Path file) {
        this.file = file;
    }

    static boolean holds(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    /** Where a tensor's bytes are. */
    private record Place(Path data, long offset) {}

    /** Requires the bytes to be there, as many as the tensor's shape needs. */
    void check(TensorProto tensor, long bytes) {
        place(tensor, bytes);
    }

    /** As {@link #check(TensorProto, long)}, for a type of unknown size. */
    void check(TensorProto tensor) {
        place(tensor, length(tensor));
    }

    /** The bytes as the file has them. */
    ByteString bytes(TensorProto tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length(tensor)));
        read(tensor, bytes);
        return ByteString.copyFrom(bytes.flip());
    }

    /** What the file says, or all that follows. */
    private long length(TensorProto tensor) {
        Path data = data(tensor, entry(tensor, "location", ""));
        return number(tensor, "length", Math.max(0, size(data) - number(tensor, "offset", 0)));
    }

    /** Fills a buffer, whose size is the tensor's. */
    void read(TensorProto tensor, ByteBuffer into) {
        Place place = place(tensor, into.remaining());
        try (FileChannel channel = FileChannel.open(place.data(), StandardOpenOption.READ)) {
            long position = place.offset();
            while (into.hasRemaining()) {
                int read = channel.read(into, position);
                if (read < 0) {
                    throw problem(tensor, "'" + place.data().getFileName() + "' has become shorter");
                }
                position += read;
            }
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unreadable-file", place.data().toString(), "it could not be read: " + e), e);
        }
    }

    private Place place(TensorProto tensor, long bytes) {
        Path data = data(tensor, entry(tensor, "location", ""));
        long offset = number(tensor, "offset", 0);
        long length = number(tensor, "length", bytes);
        if (length != bytes) {
            throw problem(tensor, "the file says " + length + " bytes, and its shape needs " + bytes);
        }
        long size = size(data);
        if (offset > size || length > size - offset) {
            throw problem(
                    tensor,
                    "bytes " + offset + " to " + (offset + length) + " of '" + data.getFileName() + "', which has "
                            + size);
        }
        return new Place(data, offset);
    }

    private static long size(Path data) {
        try {
            return Files.size(data);
        } catch (IOException e) {
            throw FigmentException.run(Problem.of("unreadable-file", data.toString(), "it could not be read: " + e), e);
        }
    }

    private Path data(TensorProto tensor, String location) {
        try {
            Path relative = Path.of(location);
            if (location.isEmpty() || relative.isAbsolute()) {
                throw problem(tensor, "'" + location + "' is no file beside the ONNX file");
            }
            Path folder = file.toAbsolutePath().resolveSibling("");
            Path data = folder.resolve(relative).normalize();
            if (!data.startsWith(folder.normalize())) {
                throw problem(tensor, "'" + location + "' is outside of the ONNX file's folder");
            }
            if (!Files.isRegularFile(data)) {
                throw problem(tensor, "'" + location + "' is missing");
            }
            if (!data.toRealPath().startsWith(folder.toRealPath())) {
                throw problem(tensor, "'" + location + "' leads out of the ONNX file's folder");
            }
            return data;
        } catch (InvalidPathException e) {
            throw problem(tensor, "'" + location + "' is no name of a file");
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unreadable-file", file.toString(), "its data files could not be found: " + e), e);
        }
    }

    private long number(TensorProto tensor, String key, long byDefault) {
        String text = entry(tensor, key, "");
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw problem(tensor, key + " '" + text + "'");
        }
        throw problem(tensor, key + " '" + text + "'");
    }

    private static String entry(TensorProto tensor, String key, String byDefault) {
        return tensor.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst()
                .orElse(byDefault);
    }

    private FigmentException problem(TensorProto tensor, String what) {
        return FileProblems.external(
                file.toString(), "the tensor '" + tensor.getName() + "' lies in another file: " + what);
    }
}
