package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes previews of the first validation samples into a run's folder and its log. */
final class Previewer<T extends Batch> {
    private static final int SAMPLES = 16;

    private final Setting<T> setting;
    private final Training<T> training;
    private final Previews previews;
    private final RunLog log;

    Previewer(Setting<T> setting, Training<T> training, RunFolder folder, RunLog log) {
        this.setting = setting;
        this.training = training;
        this.previews = folder.previews();
        this.log = log;
    }

    /** A picture that cannot be made or written is no reason to give up hours of training. */
    void write(long step) {
        int count = Math.min(SAMPLES, setting.validation().size());
        List<Path> written = new ArrayList<>();
        try {
            T samples = setting.validation().read(IntStream.range(0, count).toArray());
            training.preview(samples, new Position(setting.seed("preview"), 0)).forEach((name, preview) -> {
                List<PreviewFormat.File> files = setting.previews().encode(preview);
                List<Previews.Entry> entries = previews.write(step, name, files);
                for (int i = 0; i < entries.size(); i++) {
                    written.add(entries.get(i).path());
                    log.preview(entries.get(i), files.get(i).content());
                }
            });
        } catch (FigmentException e) {
            setting.observer().warned("no preview: " + e.getMessage());
        }
        if (!written.isEmpty()) {
            setting.observer().previewed(written);
        }
    }
}
