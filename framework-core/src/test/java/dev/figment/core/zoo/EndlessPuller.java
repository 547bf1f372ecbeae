package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.embed.Folders;
import dev.figment.core.embed.ModelAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that pulls a model: once, or over and over until it is killed. */
final class EndlessPuller {
    private EndlessPuller() {}

    /**
     * @param arguments the home folder, NAME@VERSION, and how many times; endless where that is 0
     */
    public static void main(String[] arguments) {
        Folders folders = new Folders(Map.of("FIGMENT_HOME", arguments[0])::get, name -> null);
        ModelRef model = new ModelRef(ModelRef.ZOO + arguments[1], Path.of(""));
        int times = Integer.parseInt(arguments[2]);
        for (int round = 0; times == 0 || round < times; round++) {
            ModelAccess access = ModelAccess.of(folders, false, DownloadListener.LOG);
            access.zoo().locate(model, "encoder.onnx");
            System.out.println("round");
            if (times == 0) {
                NamedModel named = NamedModel.of(arguments[1]);
                access.store().remove(named.name(), named.version());
            }
        }
    }

    static ProcessBuilder process(Path home, String model, int times) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessPuller.class.getName(),
                home.toString(),
                model,
                String.valueOf(times)));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
