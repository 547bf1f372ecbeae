package dev.figment.cli;

import dev.figment.api.Audio;
import dev.figment.core.audio.Wav;
import dev.figment.core.image.Grid;
import dev.figment.core.image.Png;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.PreviewFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Previews as PNG, WAV and text. */
final class PreviewFiles implements PreviewFormat {
    private static final int COLUMNS = 8;
    private static final int PADDING = 2;

    /** An image of this many pixels a side, or fewer, is shown twice as large. */
    private static final int SMALL = 64;

    private static final String BETWEEN_TEXTS = "\n\n" + "-".repeat(72) + "\n\n";

    @Override
    public List<File> encode(Preview preview) {
        if (preview instanceof Preview.Picture picture) {
            return List.of(new File(Medium.PNG, png(picture)));
        } else if (preview instanceof Preview.Sounds sounds) {
            Audio audio = sounds.audio();
            return IntStream.range(0, audio.size())
                    .mapToObj(i -> new File(
                            Medium.WAV,
                            Wav.encode(audio.samples().rows(i, i + 1).floats(), audio.sampleRate())))
                    .toList();
        } else if (preview instanceof Preview.Texts texts) {
            String text = String.join(BETWEEN_TEXTS, texts.text().texts()) + "\n";
            return List.of(new File(Medium.TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }
        throw new IllegalStateException("no format for " + preview);
    }

    private static byte[] png(Preview.Picture picture) {
        int side = Math.max(picture.images().height(), picture.images().width());
        Grid grid = new Grid(new Grid.Layout(COLUMNS, picture.stack(), PADDING, side <= SMALL ? 2 : 1), "preview");
        grid.add(picture.images());
        return Png.encode(grid.draw());
    }
}
