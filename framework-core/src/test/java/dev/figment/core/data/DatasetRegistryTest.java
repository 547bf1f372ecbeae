package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
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
            for (DatasetRegistry.Split split : entry.splits().values()) {
                for (DatasetRegistry.Asset asset : new DatasetRegistry.Asset[] {split.images(), split.labels()}) {
                    assertThat(asset.file()).startsWith(name + "/").endsWith(".gz");
                    assertThat(files.add(asset.file())).isTrue();
                    assertThat(asset.sha256()).matches("[0-9a-f]{64}");
                    assertThat(asset.bytes()).isPositive();
                    assertThat(asset.addresses())
                            .isNotEmpty()
                            .allMatch(address -> address.endsWith(asset.file().replaceAll(".*/", "/")));
                }
            }
        });
        assertThat(files).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void findsASplit() {
        assertThat(bundled.split("data:mnist/train").images().bytes()).isEqualTo(16 + 60_000 * 28 * 28);
        assertThat(bundled.split("data:mnist/test").labels().bytes()).isEqualTo(8 + 10_000);
    }

    @Test
    void listsWhatThereIs() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> bundled.split("data:mnst/train"))
                .withMessageContaining("there is no dataset 'data:mnst/train'; there is: data:fashion-mnist/test")
                .withMessageContaining("did you mean 'data:mnist/train'? a file or folder of your own");
    }
}
