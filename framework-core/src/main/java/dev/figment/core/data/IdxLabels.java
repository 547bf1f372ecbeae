package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/**
 * Labels in the IDX format of MNIST: big-endian 0x00000801, their number, then one byte a label.
 *
 * @param sha256 of the uncompressed content
 */
record IdxLabels(Path file, String sha256, byte[] labels) {
    private static final int LABELS = 0x00000801;

    /**
     * @throws FigmentException if it is no IDX file of labels, or does not hold as many as it says
     */
    static IdxLabels read(Path file) {
        try (InputStream content = Content.open(file)) {
            byte[] all = content.readAllBytes();
            ByteBuffer header = ByteBuffer.wrap(all);
            boolean sound = all.length > 8 && header.getInt() == LABELS && header.getInt() == all.length - 8;
            if (!sound) {
                throw refuse(file, "it has " + all.length + " bytes, and its header does not say so");
            }
            Sha256 digest = new Sha256();
            digest.update(all, all.length);
            byte[] labels = new byte[all.length - 8];
            header.get(labels);
            return new IdxLabels(file, digest.hex(), labels);
        } catch (EOFException | ZipException e) {
            throw refuse(file, "gzip: " + e.getMessage());
        } catch (IOException e) {
            throw FileDigest.unreadable(file, e);
        }
    }

    private static FigmentException refuse(Path file, String how) {
        return FigmentException.user(
                Problem.of("idx-corrupt", file.toString(), "this is no sound IDX file of labels: " + how)
                        .fix("copy or download it again"));
    }

    /** The file of labels that lies beside one of images. */
    static Path beside(Path images) {
        String name =
                String.valueOf(images.getFileName()).replace("images", "labels").replace("idx3", "idx1");
        Path labels = images.resolveSibling(name);
        if (labels.equals(images) || !Files.isRegularFile(labels)) {
            throw FigmentException.user(Problem.of(
                            "no-labels", images.toString(), "the labels of these images are not there: " + labels)
                    .fix("put the file 'train-labels-idx1-ubyte' beside 'train-images-idx3-ubyte', for instance"));
        }
        return labels;
    }

    /** As many as images. */
    void requireCount(int images) {
        if (labels.length != images) {
            throw refuse(file, "it has " + labels.length + " labels for " + images + " images");
        }
    }

    int label(int index) {
        return labels[index] & 0xff;
    }

    /** The numbers from 0 to the largest label. */
    List<String> classes() {
        int most = IntStream.range(0, labels.length).map(this::label).max().orElse(0);
        return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
    }
}
