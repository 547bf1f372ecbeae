package dev.figment.core.zoo.hub;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.Token;
import dev.figment.core.download.Web;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the Hub is, and how it is asked.
 *
 * @param endpoint without a slash at the end
 * @param token what it is asked with; sent to it alone
 */
record Hub(URI endpoint, Optional<Token> token) {
    private static final String ENDPOINT = "HF_ENDPOINT";
    private static final String TOKEN = "HF_TOKEN";
    private static final String USUAL = "https://huggingface.co";

    /**
     * As the environment says: {@code HF_ENDPOINT} names a mirror, {@code HF_TOKEN} holds a token.
     *
     * @throws FigmentException if one of them is wrong
     */
    static Hub of(Function<String, @Nullable String> environment) {
        String mirror = environment.apply(ENDPOINT);
        URI endpoint = endpoint(mirror == null || mirror.isBlank() ? USUAL : mirror.strip());
        String token = environment.apply(TOKEN);
        if (token == null || token.isBlank()) {
            return new Hub(endpoint, Optional.empty());
        }
        try {
            return new Hub(endpoint, Optional.of(new Token(endpoint, token.strip())));
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-token", TOKEN, "" + e.getMessage()).fix("correct HF_TOKEN or HF_ENDPOINT"), e);
        }
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            if (Web.isAddress(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Refused as what is no address.
        }
        throw FigmentException.user(
                Problem.of("bad-variable", ENDPOINT, "this is no address").fix("write it as https://HOST"));
    }

    /** What says which files there are. */
    URI listing(HubReference reference) {
        return URI.create(endpoint + "/api/models/" + encoded(reference.owner() + "/" + reference.repository())
                + "/revision/" + encoded(reference.revision()) + "?blobs=true");
    }

    /** A file at a commit. */
    URI file(HubReference reference, String commit, String path) {
        return URI.create(endpoint + "/" + encoded(reference.owner() + "/" + reference.repository()) + "/resolve/"
                + commit + "/" + encoded(path));
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
