package dev.figment.core.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.figment.api.Device;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.Rewriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models on one device. It owns what it {@linkplain #load loads}: closing it closes them, waiting for their runs. */
public final class OnnxModels implements Models, AutoCloseable {
    private static final String ONNX = ".onnx";

    private final Device device;
    private final ModelLocator locator;
    private final Map<Path, OnnxModel> loaded = new LinkedHashMap<>();
    private final Map<Form, Model> rewritten = new LinkedHashMap<>();
    private boolean closed;

    private OnnxModels(Device device, ModelLocator locator) {
        this.device = device;
        this.locator = locator;
    }

    /** Models named by paths only. */
    public static OnnxModels on(Device device) {
        return on(device, (model, file) -> model.base().resolve(model.text()).resolve(file));
    }

    /** Models that this locator finds. */
    public static OnnxModels on(Device device, ModelLocator locator) {
        return new OnnxModels(device, locator);
    }

    @Override
    public synchronized Model load(ModelRef model, String file) {
        if (closed) {
            throw new IllegalStateException("models are closed");
        }
        return loaded.computeIfAbsent(locate(model, file), this::open);
    }

    @Override
    public synchronized Model load(ModelRef model, String file, Rewriting rewriting) {
        if (closed) {
            throw new IllegalStateException("models are closed");
        }
        Path path = locate(model, file);
        Form form = new Form(path, rewriting);
        Model known = rewritten.get(form);
        if (known == null) {
            known = rewriting.apply(path, this).orElseGet(() -> load(model, file));
            rewritten.put(form, known);
        }
        return known;
    }

    @Override
    public byte[] read(ModelRef model, String file) {
        return bytes(locate(model, file));
    }

    @Override
    public Path locate(ModelRef model, String file) {
        Path path = locator.locate(model, file).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw FigmentException.user(
                    Problem.of("no-model-file", path.toString(), "the model '" + model + "' has no file '" + file + "'")
                            .fix("check the key 'model'; 'figment zoo list' shows the models that exist"));
        }
        if (path.toString().endsWith(ONNX)) {
            OnnxFileCheck.require(path);
        }
        return path;
    }

    private OnnxModel open(Path path) {
        String name = path.toString();
        // ONNX Runtime 1.29 finds no file whose name holds characters beyond U+FFFF, such as emoji.
        return open(
                name,
                options -> name.codePoints().anyMatch(Character::isSupplementaryCodePoint)
                        ? OnnxEnvironment.shared().createSession(bytes(path), options)
                        : OnnxEnvironment.shared().createSession(name, options));
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", path.toString(), "the model's file cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }

    @Override
    public Model compile(byte[] onnx, String name) {
        return open(name, options -> {
            // One block planned for all of a run's tensors took a training step up to twice the memory, at the same
            // speed.
            options.setMemoryPatternOptimization(false);
            return OnnxEnvironment.shared().createSession(onnx, options);
        });
    }

    @Override
    public Device device() {
        return device.kind() == Device.Kind.CUDA || OnnxEnvironment.hasCuda() ? device : Device.CPU;
    }

    private OnnxModel open(String name, Opener opener) {
        return open(name, opener, device);
    }

    private static OnnxModel open(String name, Opener opener, Device device) {
        @Nullable OrtSession session = null;
        try (SessionOptions options = OnnxEnvironment.options(device)) {
            session = opener.open(options);
            return new OnnxModel(name, session);
        } catch (OrtException | IllegalArgumentException e) {
            close(session);
            if (device.kind() != Device.Kind.CPU
                    && e instanceof OrtException failure
                    && CudaProblems.isCause(failure)) {
                OnnxEnvironment.refuseCuda(device, failure);
                return open(name, opener, Device.CPU);
            }
            throw FigmentException.user(
                    Problem.of("bad-model", name, "ONNX Runtime cannot load this model: " + RuntimeMessage.of(e))
                            .fix("the file may be truncated, no ONNX model, or newer than ONNX Runtime "
                                    + OnnxEnvironment.version() + " reads"),
                    e);
        }
    }

    /** Closes every model that was loaded; those that were compiled belong to whoever compiled them. */
    @Override
    public synchronized void close() {
        closed = true;
        loaded.values().forEach(OnnxModel::close);
        loaded.clear();
        rewritten.values().forEach(Model::close);
        rewritten.clear();
    }

    private static void close(@Nullable OrtSession session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Form(Path file, Rewriting rewriting) {}

    private interface Opener {
        OrtSession open(SessionOptions options) throws OrtException;
    }
}
