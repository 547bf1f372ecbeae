package dev.figment.train.step;

import dev.figment.api.Device;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.Rewriting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Models on the CPU that keep the files that they are compiled from. */
final class RecordingModels implements Models {
    private final List<byte[]> files = new ArrayList<>();

    List<byte[]> files() {
        return files;
    }

    @Override
    public Model load(ModelRef model, String file) {
        return TinyVae.MODELS.load(model, file);
    }

    @Override
    public Model load(ModelRef model, String file, Rewriting rewriting) {
        return TinyVae.MODELS.load(model, file, rewriting);
    }

    @Override
    public byte[] read(ModelRef model, String file) {
        return TinyVae.MODELS.read(model, file);
    }

    @Override
    public Path locate(ModelRef model, String file) {
        return TinyVae.MODELS.locate(model, file);
    }

    @Override
    public Model compile(byte[] file, String name) {
        files.add(file);
        return TinyVae.MODELS.compile(file, name);
    }

    @Override
    public Device device() {
        return TinyVae.MODELS.device();
    }
}
