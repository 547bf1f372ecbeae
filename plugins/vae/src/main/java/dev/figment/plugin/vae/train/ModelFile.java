package dev.figment.plugin.vae.train;

import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import java.util.List;

/** One of the ONNX files that a design becomes. */
record ModelFile(String name, List<InputSpec> inputs, Export.Network network) {
    /** What the graph in it is called: the file without its ending. */
    String graph() {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
