package dev.figment.core.io;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A buffered stream into a file; what goes wrong is a {@link FigmentException} that names the file. */
public final class FileOutput extends OutputStream {
    private final FileChannel channel;
    private final Path target;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    FileOutput(FileChannel channel, Path target) {
        this.channel = channel;
        this.target = target;
    }

    @Override
    public void write(int b) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.remaining()) {
            drain(ByteBuffer.wrap(bytes, offset, length));
        } else {
            buffer.put(bytes, offset, length);
        }
    }

    /** Writes a text in UTF-8. */
    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
        drain(buffer.flip());
        buffer.clear();
    }

    /** Does nothing but write what is buffered: the file is closed by its owner. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            flush();
        }
    }

    private void drain(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }
}
