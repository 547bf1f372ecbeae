package dev.figment.cli;

import dev.figment.api.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How golden runs are made. */
final class GoldenOptions {
    @Option(
            names = "--golden-input",
            paramLabel = "ONNX=FILE",
            description = {
                "Inputs for the golden run of an ONNX file, as safetensors; else they are made up.",
                "May be repeated: encoder.onnx=in.safetensors."
            })
    Map<String, Path> inputs = new LinkedHashMap<>();

    @Option(
            names = "--absolute",
            paramLabel = "X",
            defaultValue = "0.001",
            description = "By how much an element may differ elsewhere.")
    double absolute;

    @Option(
            names = "--relative",
            paramLabel = "X",
            defaultValue = "0.001",
            description = "By how much more, for each unit that it is from zero.")
    double relative;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            converter = DeviceOption.Reader.class,
            description = "Where golden runs are computed: cpu, which is the most exact, cuda or cuda:N.")
    Device device = Device.CPU;
}
