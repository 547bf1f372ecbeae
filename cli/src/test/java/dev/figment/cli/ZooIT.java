package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The models that come with Figment. */
class ZooIT {
    private final Path zoo = Path.of(System.getProperty("figment.root", "..")).resolve("zoo");

    @Test
    void allComputeHereWhatTheyComputedWhereTheyWereMade(@TempDir Path folder) throws IOException {
        Installation figment = new Installation(folder).variable("FIGMENT_ZOO", zoo.toString());
        Installation.Result result = figment.run("zoo", "verify", "--device", "cpu", "--json");
        assertThat(result.exit()).as(result.out()).isZero();
        JsonNode models = new JsonMapper().readTree(result.out()).get("models");
        try (Stream<Path> folders = Files.list(zoo)) {
            assertThat(models.size()).isEqualTo((int) folders.count());
        }
        for (JsonNode model : models) {
            assertThat(model.get("outputs").isEmpty())
                    .as(model.get("name").asString())
                    .isFalse();
        }
    }
}
