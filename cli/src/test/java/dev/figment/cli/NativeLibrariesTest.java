package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibrariesTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows 11, amd64, win-x64",
        "Linux, riscv64,",
        "SunOS, amd64,"
    })
    void platformsHaveTheNamesThatOnnxRuntimeGivesThem(String name, String arch, String platform) {
        assertThat(NativeLibraries.platform(name, arch)).isEqualTo(platform);
    }
}
