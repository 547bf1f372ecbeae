package dev.figment.plugin.gpt.train;

import dev.figment.api.Scratch;
import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/**
 * Texts' tokens in files that are made once: a file's name is made of the texts' digest and the tokenizer. Each text is followed
 * by the token that ends texts, where the vocabulary has one.
 */
record TokenFiles(Scratch scratch) {
    private static final String FOLDER = "tokens";
    private static final int BUFFER = 1 << 20;

    /**
     * The file of these texts, made if it is not there yet.
     *
     * @throws FigmentException if it cannot be written
     */
    TokenFile of(Dataset<Text> texts, LearnedTokenizer tokenizer) {
        Path folder = scratch.folder(FOLDER);
        Path file = folder.resolve(key(texts, tokenizer) + ".tokens");
        if (!TokenFile.isWhole(file)) {
            Path partial = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                write(partial, texts, tokenizer);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw FigmentException.run(
                        Problem.of("unwritable-file", file.toString(), "the tokens cannot be written: " + e)
                                .fix("make room on its disk, or name another folder with FIGMENT_HOME"),
                        e);
            } finally {
                deleteQuietly(partial);
            }
        }
        return TokenFile.open(file);
    }

    private static String key(Dataset<Text> texts, LearnedTokenizer tokenizer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(texts.digest().getBytes(StandardCharsets.UTF_8));
            digest.update(MessageDigest.getInstance("SHA-256").digest(tokenizer.json()));
            digest.update(Integer.toString(tokenizer.endOfText().orElse(-1)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, Dataset<Text> texts, LearnedTokenizer tokenizer) throws IOException {
        int width = TokenFile.width(tokenizer.tokenizer().vocabularySize());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer out = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            out.position(TokenFile.HEADER);
            long count = 0;
            long bytes = 0;
            for (String text : new Texts(texts)) {
                bytes += text.getBytes(StandardCharsets.UTF_8).length;
                int[] ids = tokenizer.tokenizer().encode(text);
                for (int id : ids) {
                    put(id, width, out, channel);
                }
                count += ids.length;
                if (tokenizer.endOfText().isPresent()) {
                    put(tokenizer.endOfText().getAsInt(), width, out, channel);
                    count++;
                }
            }
            flush(out, channel);
            channel.write(TokenFile.header(width, count, bytes), 0);
            channel.force(true);
        }
    }

    private static void put(int id, int width, ByteBuffer out, FileChannel channel) throws IOException {
        if (out.remaining() < width) {
            flush(out, channel);
        }
        if (width == Short.BYTES) {
            out.putShort((short) id);
        } else {
            out.putInt(id);
        }
    }

    private static void flush(ByteBuffer out, FileChannel channel) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What is left of it lies hidden in a folder that may be deleted.
            LoggerFactory.getLogger(TokenFiles.class).warn("{} could not be deleted", file, e);
        }
    }
}
