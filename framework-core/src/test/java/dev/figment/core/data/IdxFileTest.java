package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Images;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("digits-idx3-ubyte"), bytes);
    }

    private void assertRefused(byte[] bytes, String message) throws IOException {
        Path file = file(bytes);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> IdxFile.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .satisfies(e -> assertThat(e.problems().get(0).fix()).isNotEmpty());
    }

    @Test
    void readsPlainAndCompressedFilesAlike() throws IOException {
        byte[] bytes = Idx.images(3, 4, 5);
        for (byte[] stored : new byte[][] {bytes, Idx.gzip(bytes)}) {
            Path path = file(stored);
            assertThat(IdxFile.recognises(path)).isTrue();
            IdxFile idx = IdxFile.read(path);
            assertThat(idx.images()).isEqualTo(3);
            assertThat(idx.height()).isEqualTo(4);
            assertThat(idx.width()).isEqualTo(5);
            assertThat(idx.pixels()).isEqualTo(Arrays.copyOfRange(bytes, 16, bytes.length));
            assertThat(idx.sha256()).isEqualTo(Idx.sha256(bytes));
            assertThat(idx.named("data:digits/test").name()).isEqualTo("data:digits/test");
        }
    }

    @Test
    void givesImagesInTheOrderAsked() throws IOException {
        byte[] bytes = Idx.images(5, 2, 2);
        Images images = new IdxImages(IdxFile.read(file(bytes)), ImageFormat.AS_FOUND).read(new int[] {4, 0, 4});
        assertThat(images.names()).containsExactly("4", "0", "4");
        assertThat(images.pixels().shape()).containsExactly(3, 1, 2, 2);
        for (int i = 0; i < 12; i++) {
            int image = i / 4 == 1 ? 0 : 4;
            assertThat(images.pixels().floats().get(i)).isEqualTo((bytes[16 + 4 * image + i % 4] & 0xff) / 255f);
        }
    }

    @Test
    void scalesAndColoursAsAsked() throws IOException {
        byte[] pixels = {0, (byte) 255, 0, (byte) 255, 51, 51, 51, 51};
        IdxFile idx = IdxFile.read(file(Idx.file(0x803, 2, 2, 2, pixels)));
        Images images = new IdxImages(idx, new ImageFormat(3, 1, 1)).read(new int[] {0, 1});
        assertThat(images.pixels().shape()).containsExactly(2, 3, 1, 1);
        assertThat(images.pixels().toFloatArray()).containsExactly(0.5f, 0.5f, 0.5f, 0.2f, 0.2f, 0.2f);
    }

    @Test
    void refusesFilesThatAreCutOffAnywhere() throws IOException {
        byte[] bytes = Idx.images(2, 3, 3);
        for (int length = 4; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length), "this IDX file is cut off or damaged");
        }
        byte[] compressed = Idx.gzip(bytes);
        for (int length = 20; length < compressed.length; length++) {
            assertRefused(Arrays.copyOf(compressed, length), "this IDX file is cut off or damaged");
        }
        assertRefused(
                Arrays.copyOf(bytes, 20), "2 images of 3×3 need 18 bytes, there are 4; copy or download it again");
    }

    @Test
    void refusesCompressedFilesThatAreDamaged() throws IOException {
        byte[] compressed = Idx.gzip(Idx.images(20, 9, 9));
        compressed[compressed.length - 6] ^= 1;
        assertRefused(compressed, "this IDX file is cut off or damaged: gzip:");
    }

    @Test
    void refusesWhatFollowsTheLastImage() throws IOException {
        byte[] bytes = Idx.images(2, 3, 3);
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "it holds more than the 2 images that its header says");
        assertRefused(
                Idx.gzip(Arrays.copyOf(bytes, bytes.length + 1)),
                "it holds more than the 2 images that its header says");
    }

    @Test
    void refusesLabelsAndOtherTypes() throws IOException {
        assertRefused(
                Idx.file(0x801, 8, 0, 0, new byte[0]),
                "this IDX file holds labels, not images; use the file of images");
        assertRefused(Idx.file(0xD03, 1, 1, 1, new byte[4]), "it begins with 0x00000D03, images with 0x00000803");
    }

    @Test
    void refusesHeadersThatCannotBe() throws IOException {
        assertRefused(Idx.file(0x803, 0, 28, 28, new byte[0]), "its header says 0 images of 28×28");
        assertRefused(Idx.file(0x803, 2, -1, 28, new byte[99]), "its header says 2 images of -1×28");
        assertRefused(Idx.file(0x803, 100_000, 1000, 1000, new byte[99]), "its header says 100000 images of 1000×1000");
        assertRefused(
                Idx.gzip(Idx.file(0x803, 2000, 1000, 1000, new byte[99])),
                "2000 images of 1000×1000 need 2000000000 bytes, which its ");
    }

    @Test
    void recognisesOthersAsSuch() throws IOException {
        assertThat(IdxFile.recognises(file(new byte[] {1, 2, 3, 4, 5}))).isFalse();
        assertThat(IdxFile.recognises(file(new byte[2]))).isFalse();
        assertThat(IdxFile.recognises(file(new byte[] {0x1f, (byte) 0x8b, 8}))).isFalse();
        assertThat(IdxFile.recognises(folder.resolve("none"))).isFalse();
        assertThat(IdxFile.recognises(folder)).isFalse();
    }
}
