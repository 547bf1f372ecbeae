package dev.figment.core.zoo.hub;

import dev.figment.api.config.ModelRef;
import dev.figment.core.download.Downloader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models that references name by an address: {@code hf:}, {@code https:} and {@code http:}. */
public final class RemoteModels {
    private final Downloader downloader;
    private final Path hub;
    private final Path web;
    private final Function<String, @Nullable String> environment;

    /**
     * @param hub where files of the Hugging Face Hub are kept
     * @param web where files of other servers are kept
     * @param environment gives {@code HF_ENDPOINT} and {@code HF_TOKEN}
     */
    public RemoteModels(Downloader downloader, Path hub, Path web, Function<String, @Nullable String> environment) {
        this.downloader = downloader;
        this.hub = hub;
        this.web = web;
        this.environment = environment;
    }

    /**
     * The model that a reference names; empty where it has another scheme. Nothing is downloaded yet.
     *
     * @throws dev.figment.api.error.FigmentException if the reference is wrong
     */
    public Optional<RemoteModel> of(ModelRef model) {
        String text = model.text();
        if (text.startsWith(ModelRef.HUB)) {
            return Optional.of(new HubModel(HubReference.of(text), Hub.of(environment), hub, downloader));
        }
        return text.startsWith("https://") || text.startsWith("http://")
                ? Optional.of(WebModel.of(text, web, downloader))
                : Optional.empty();
    }
}
