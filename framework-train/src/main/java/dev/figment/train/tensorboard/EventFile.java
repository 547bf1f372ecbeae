package dev.figment.train.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event files of one folder, which TensorBoard shows as one run. What was written before is cut off after the step
 * that the training goes on from, and what follows goes into a new file, which begins by telling a TensorBoard that is
 * already open to forget the rest too. Each event is in the file as soon as it is written. One thread at a time.
 */
public final class EventFile implements AutoCloseable {
    private static final String PREFIX = "events.out.tfevents.";
    private static final int PNG_WIDTH = 16;
    private static final int WAV_RATE = 24;
    private static final int WAV_HEADER = 44;

    private final Path folder;
    private final long firstStep;
    private final Clock clock;
    private @Nullable FileChannel channel;

    private EventFile(Path folder, long firstStep, Clock clock) {
        this.folder = folder;
        this.firstStep = firstStep;
        this.clock = clock;
    }

    /**
     * Opens a folder, which need not exist: it and the file are made with the first event.
     *
     * @param step that the training goes on from; events of later ones are cut off
     */
    public static EventFile open(Path folder, long step, Clock clock) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
                int[] shown = {0};
                RecordFile.keepWhile(file, event -> {
                    boolean kept = Event.stepOf(event) <= step;
                    shown[0] += kept && Event.isSummary(event) ? 1 : 0;
                    return kept;
                });
                if (shown[0] == 0) {
                    Files.delete(file);
                }
            }
        }
        return new EventFile(folder, step, clock);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }

    /** Numbers by tag. */
    public void scalars(long step, Map<String, Double> values) throws IOException {
        write(step, out -> {
            for (Map.Entry<String, Double> value : values.entrySet()) {
                out.writeByteArray(1, Event.scalar(value.getKey(), value.getValue()));
            }
        });
    }

    /**
     * A picture.
     *
     * @param png the bytes of a PNG file
     */
    public void image(long step, String tag, byte[] png) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(png);
        int width = header.getInt(PNG_WIDTH);
        int height = header.getInt(PNG_WIDTH + Integer.BYTES);
        write(step, out -> out.writeByteArray(1, Event.image(tag, png, height, width)));
    }

    /**
     * A sound.
     *
     * @param wav the bytes of a WAV file with a header of 44 bytes; mono, 16 bits a sample
     */
    public void audio(long step, String tag, byte[] wav) throws IOException {
        int rate = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(WAV_RATE);
        long frames = (wav.length - WAV_HEADER) / Short.BYTES;
        write(step, out -> out.writeByteArray(1, Event.audio(tag, wav, rate, frames)));
    }

    /**
     * A text.
     *
     * @param text shown as it is, not as Markdown, which is what TensorBoard takes texts for
     */
    public void text(long step, String tag, String text) throws IOException {
        String indented = text.indent(4); // A block of code in Markdown.
        write(step, out -> out.writeByteArray(1, Event.text(tag, indented)));
    }

    private void write(long step, Event.Fields summary) throws IOException {
        RecordFile.append(channel(), Event.summary(seconds(), step, summary));
    }

    private double seconds() {
        return clock.millis() * 1e-3;
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Files.createDirectories(folder);
            open = FileChannel.open(unused(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = open;
            RecordFile.append(open, Event.version(seconds()));
            if (firstStep > 0) {
                RecordFile.append(open, Event.restart(seconds(), firstStep + 1));
            }
        }
        return open;
    }

    /** Names are in the order of time, in which TensorBoard reads the files of a folder. */
    private Path unused() {
        long second = clock.millis() / 1000;
        Path file;
        do {
            file = folder.resolve(String.format(Locale.ROOT, PREFIX + "%010d.figment", second++));
        } while (Files.exists(file));
        return file;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
