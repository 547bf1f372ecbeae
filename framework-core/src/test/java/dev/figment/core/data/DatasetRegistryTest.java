package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.data.DatasetRegistry.Split;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetRegistryTest {
    private final DatasetRegistry bundled = DatasetRegistry.bundled();

    @Test
    void describesEachFileThatComesWithFigment() {
        Set<String> files = new HashSet<>();
        bundled.datasets().forEach((name, entry) -> {
            assertThat(entry.title()).isNotBlank();
            assertThat(entry.licence()).isNotBlank();
            assertThat(URI.create(entry.homepage()).getScheme()).startsWith("http");
            for (Split split : entry.splits().values()) {
                Stream.of(split.images(), split.labels(), split.file())
                        .filter(Objects::nonNull)
                        .forEach(asset -> {
                            assertThat(asset.file()).startsWith(name + "/");
                            assertThat(asset.sha256()).matches("[0-9a-f]{64}");
                            assertThat(asset.bytes()).isPositive();
                            assertThat(asset.addresses())
                                    .allMatch(address ->
                                            address.endsWith(asset.file().replaceAll(".*/", "/")));
                            if (split.file() == null) {
                                assertThat(asset.file()).endsWith(".gz");
                                assertThat(asset.addresses()).isNotEmpty();
                                assertThat(files.add(asset.file())).isTrue();
                            }
                        });
            }
        });
        assertThat(files).hasSize(8);
        assertThat(bundled.datasets()).hasSizeGreaterThanOrEqualTo(14);
    }

    @Test
    void findsASplit() {
        assertThat(bundled.split("data:mnist/train").images().bytes()).isEqualTo(16 + 60_000 * 28 * 28);
        assertThat(bundled.split("data:mnist/test").labels().bytes()).isEqualTo(8 + 10_000);
    }

    @Test
    void whatStandsAfterASplitIsAPathInItsArchive() {
        assertThat(bundled.named("data:nab-sensors/all/realTraffic/*.csv").rest())
                .isEqualTo("realTraffic/*.csv");
        assertThat(bundled.named("data:facades/val").split().within()).isEqualTo("val");
        for (String none : List.of("data:mnist/train/3", "data:tinyshakespeare/all/x")) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> bundled.named(none))
                    .withMessageContaining("there is no dataset '" + none + "'");
        }
    }

    @Test
    void listsWhatThereIs() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> bundled.split("data:mnst/train"))
                .withMessageContaining("there is no dataset 'data:mnst/train'; there is: ")
                .withMessageContaining("did you mean 'data:mnist/train'? a file or folder of your own");
    }
}
