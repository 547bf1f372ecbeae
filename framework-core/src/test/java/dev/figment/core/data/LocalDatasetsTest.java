package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.NumericAttributeFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.core.data.DatasetRegistry.Asset;
import dev.figment.core.data.DatasetRegistry.Entry;
import dev.figment.core.data.DatasetRegistry.Split;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Png;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatasetsTest {
    private static final ImageFormat TINY_GREY = new ImageFormat(1, 2, 2);

    private final byte[] content = Idx.images(6, 4, 4);

    @TempDir
    Path base;

    private LocalDatasets datasets(boolean offline, String address) {
        Asset images = new Asset("shapes/images.gz", Idx.sha256(content), content.length, List.of(address));
        Entry entry = new Entry("Shapes", "CC0", "", Map.of("test", Split.idx(images, images)));
        return new LocalDatasets(
                new DatasetRegistry(Map.of("shapes", entry)),
                List.of(base.resolve("nowhere"), base.resolve("data")),
                base.resolve("cache"),
                new Downloader(
                        DownloadSettings.of(offline, name -> null), base.resolve("locks"), DownloadListener.LOG));
    }

    private Dataset<Images> offline(String from, ImageFormat format) {
        return datasets(true, "http://unreachable.invalid/").images(new DataRef(from, base), format);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        Path file = base.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private void png(String name, int channels, int height, int width, int level) throws IOException {
        byte[] samples = new byte[channels * height * width];
        java.util.Arrays.fill(samples, (byte) level);
        file(name, Png.encode(new Bitmap(channels, height, width, samples)));
    }

    private void assertRefused(Runnable code, String... messages) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(code::run)
                .satisfies(e -> assertThat(e.getMessage()).contains(messages))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }

    @Test
    void readsImageFilesInOrderAndAsAsked() throws IOException {
        for (int i = 0; i < 20; i++) {
            png("d/" + i + ".png", i % 2 == 0 ? 1 : 3, 2 + i, 4, 10 * i);
        }
        Dataset<Images> images = offline("d", TINY_GREY);
        assertThat(images.size()).isEqualTo(20);
        assertThat(images.name()).isEqualTo("d");
        Images all = images.read(IntStream.range(0, 20).toArray());
        assertThat(all.names()).startsWith("0.png", "1.png", "2.png").endsWith("19.png");
        for (int i = 0; i < 20; i++) {
            assertThat(Bitmap.of(all).get(i).sample(1, 1, 0)).isEqualTo(10 * i);
        }
        assertThat(images.read(new int[] {7, 3}).names()).containsExactly("7.png", "3.png");
        assertThat(offline("d", new ImageFormat(3, 2, 2)).read(new int[] {0}).channels())
                .isEqualTo(3);
    }

    @Test
    void takesSizeAndChannelsOfTheFirstWhereNothingIsAsked() throws IOException {
        png("d/1.png", 1, 3, 5, 9);
        png("d/2.png", 1, 3, 5, 8);
        png("d/3.png", 1, 5, 3, 7);
        png("d/4.png", 3, 3, 5, 6);
        Dataset<Images> images = offline("d", ImageFormat.AS_FOUND);
        assertThat(images.read(new int[] {0, 1}).pixels().shape()).containsExactly(2, 1, 3, 5);
        assertRefused(
                () -> images.read(new int[] {1, 2}),
                base.resolve("d/3.png") + ": this image is 3×5 grey, while " + base.resolve("d/1.png") + " is 5×3 grey",
                "size: 64, for instance");
        assertRefused(() -> images.read(new int[] {3}), "this image is 5×3 colour", "channels: 1 makes all grey");
        assertThat(offline("d", TINY_GREY).read(new int[] {0, 1, 2, 3}).size()).isEqualTo(4);
    }

    @Test
    void namesTheOneFileThatIsNoImage() throws IOException {
        for (int i = 0; i < 40; i++) {
            png("d/" + i + ".png", 1, 2, 2, i);
        }
        file("d/31.png", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Dataset<Images> images = offline("d", TINY_GREY);
        assertRefused(
                () -> images.read(IntStream.range(0, 40).toArray()),
                base.resolve("d/31.png") + ": this is no image: it is a web page (HTML)");
        assertThat(images.read(new int[] {30, 32}).size()).isEqualTo(2);
    }

    @Test
    void namesASingleFileThatIsNoImage() throws IOException {
        file("notes.txt", "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertRefused(
                () -> offline("notes.txt", ImageFormat.AS_FOUND),
                base.resolve("notes.txt") + ": this is no image: it begins with 'hello'");
    }

    @Test
    void refusesABatchThatNoTensorHolds() throws IOException {
        png("1.png", 1, 2, 2, 1);
        Dataset<Images> images = offline("1.png", new ImageFormat(3, 8000, 8000));
        assertRefused(
                () -> images.read(new int[5]),
                "1.png: 5 images of 8000×8000 with 3 channels in a batch exceed 2 GiB; set batch to 2 or less");
    }

    @Test
    void opensAnIdxFileByPathOrGlob() throws IOException {
        file("d/images.gz", Idx.gzip(content));
        assertThat(offline("d/images.gz", ImageFormat.AS_FOUND).size()).isEqualTo(6);
        Dataset<Images> found = offline("d/*.gz", TINY_GREY);
        assertThat(found.read(new int[] {5}).pixels().shape()).containsExactly(1, 1, 2, 2);
        assertThat(found.digest()).isEqualTo("sha256:" + Idx.sha256(content));
    }

    @Test
    void digestsNamesAndContents() throws IOException {
        png("d/1.png", 1, 2, 2, 1);
        String one = offline("d", TINY_GREY).digest();
        assertThat(offline("d/*.png", TINY_GREY).digest())
                .isEqualTo(one)
                .startsWith("sha256:")
                .hasSize(71);
        png("d/2.png", 1, 2, 2, 2);
        String two = offline("d", TINY_GREY).digest();
        Files.move(base.resolve("d/2.png"), base.resolve("d/3.png"));
        assertThat(List.of(one, two, offline("d", TINY_GREY).digest())).doesNotHaveDuplicates();
    }

    @Test
    void looksIntoTheFoldersBeforeTheCache() throws IOException {
        assertRefused(
                () -> offline("data:shapes/test", TINY_GREY),
                "shapes/images.gz: this file is in none of ",
                base.resolve("data").toString(),
                "no download is allowed (offline)",
                "download http://unreachable.invalid/ and put it at " + base.resolve("cache/shapes/images.gz"));
        file("cache/shapes/images.gz", Idx.gzip(content));
        assertThat(offline("data:shapes/test", TINY_GREY).name()).isEqualTo("data:shapes/test");
        file("data/shapes/images", content);
        Files.delete(base.resolve("cache/shapes/images.gz"));
        assertThat(offline("data:shapes/test", TINY_GREY).size()).isEqualTo(6);
    }

    @Test
    void refusesAnotherFileUnderTheNameOfADataset() throws IOException {
        Path other = file("data/shapes/images.gz", Idx.gzip(Idx.images(7, 4, 4)));
        assertRefused(
                () -> offline("data:shapes/test", TINY_GREY),
                other + ": this is not the file that 'data:shapes/test' names: its content has sha-256 ",
                "move it away, and run again to download it");
    }

    @Test
    void downloadsOnce() throws IOException {
        try (FileServer server = new FileServer(Idx.gzip(content))) {
            DataRef shapes = new DataRef("data:shapes/test", base);
            LocalDatasets online = datasets(false, server.address("/images"));
            assertThat(online.images(shapes, TINY_GREY).size()).isEqualTo(6);
            assertThat(online.images(shapes, TINY_GREY).size()).isEqualTo(6);
            assertThat(server.requests()).containsExactly("/images");
        }
        assertThat(offline("data:shapes/test", TINY_GREY).size()).isEqualTo(6);
    }

    private LocalDatasets archived(byte[] zip, @Nullable String within) {
        Asset file = new Asset("pairs/pairs.zip", Idx.sha256(zip), zip.length, List.of());
        Entry entry = new Entry("Pairs", "CC0", "", Map.of("all", new Split(null, null, file, within)));
        return new LocalDatasets(
                new DatasetRegistry(Map.of("pairs", entry)),
                List.of(base.resolve("data")),
                base.resolve("cache"),
                new Downloader(DownloadSettings.of(true, name -> null), base.resolve("locks"), DownloadListener.LOG));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < names.length; i++) {
                zip.putNextEntry(new ZipEntry(names[i]));
                zip.write(Png.encode(new Bitmap(1, 2, 2, new byte[] {(byte) i, 0, 0, 0})));
            }
        }
        return bytes.toByteArray();
    }

    private List<String> names(LocalDatasets datasets, String from) {
        Dataset<Images> images = datasets.images(new DataRef(from, base), ImageFormat.AS_FOUND);
        return images.read(IntStream.range(0, images.size()).toArray()).names();
    }

    @Test
    void readsAnArchiveInPlace() throws IOException {
        byte[] zip = zip("train/b/2.png", "train/a/1.png", "train/a/10.png", "other/3.png");
        LocalDatasets datasets = archived(zip, "train");
        assertRefused(
                () -> names(datasets, "data:pairs/all"),
                "pairs/pairs.zip: this file is in none of " + base.resolve("data"),
                "there is no address to download it from; name the folder that holds it with --data-dir");
        file("data/pairs/pairs.zip", zip);
        assertThat(names(datasets, "data:pairs/all")).containsExactly("1.png", "10.png", "2.png");
        assertThat(names(datasets, "data:pairs/all/a")).containsExactly("1.png", "10.png");
        assertThat(names(datasets, "data:pairs/all/*/1*.png")).containsExactly("1.png", "10.png");
        assertThat(names(archived(zip, null), "data:pairs/all/other/3.png")).containsExactly("3.png");
        assertThat(datasets.open(
                                new DataRef("data:pairs/all", base),
                                new LabelledFormat<>(LabelledFormat.By.FOLDER, ImageFormat.AS_FOUND))
                        .read(new int[] {2})
                        .labels()
                        .classes())
                .containsExactly("a", "b");
        file("data/pairs/pairs.zip", zip("train/4.png"));
        assertRefused(
                () -> names(datasets, "data:pairs/all"),
                "this is not the file that 'data:pairs/all' names",
                "put the right one in its place");
    }

    @Test
    void refusesAttributesOfADatasetInOneFile() throws IOException {
        file("data/shapes/images", content);
        DataRef table = new DataRef("attributes.csv", base);
        assertRefused(
                () -> datasets(true, "http://unreachable.invalid/")
                        .open(
                                new DataRef("data:shapes/test", base),
                                new NumericAttributeFormat(ImageFormat.AS_FOUND, table, "file", List.of("hat"))),
                "data:shapes/test: a table names image files, and this is one file of many images",
                "name image files");
    }

    @Test
    void refusesADatasetOfAnotherMedium() throws IOException {
        file("data/shapes/images", content);
        assertRefused(
                () -> datasets(true, "http://unreachable.invalid/")
                        .open(new DataRef("data:shapes/test", base), new AudioFormat(0, 0, 0)),
                "data:shapes/test: this dataset holds images");
    }

    @Test
    void suggestsTheNearestDataset() {
        assertRefused(
                () -> offline("data:shape/test", TINY_GREY),
                "there is no dataset 'data:shape/test'; there is: data:shapes/test; did you mean 'data:shapes/test'?");
        assertRefused(() -> offline("data:shapes", TINY_GREY), "there is: data:shapes/test");
        assertRefused(() -> offline("data:shapes/train", TINY_GREY), "there is: data:shapes/test");
    }
}
