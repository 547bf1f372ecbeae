package dev.figment.core.zoo.registry;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.Token;
import dev.figment.core.download.Web;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A registry that the user has named. */
@Description("A registry of models")
public record RegistryAddress(
        @Description("What it is called: letters, digits, - and _")
        String name,

        @Description("The address of its index.yaml: https://models.example.org/index.yaml")
        String index,

        @Description("Those with a greater one are asked first; equal ones in their order here") @Default("0")
        int priority,

        @Description("For a private registry, the environment variable that holds the token: ${env:NAME}") @Nullable
        String token) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    public RegistryAddress {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be of letters, digits, - and _, not '" + name + "'");
        }
        URI uri = uri(index);
        if (token != null) {
            if (!VARIABLE.matcher(token).matches()) {
                // What stands there may be a token, and is not to be shown.
                throw new IllegalArgumentException(
                        "token must name an environment variable, as in ${env:MODELS_TOKEN}; it is not to be written here");
            }
            if (!Web.isPrivate(uri)) {
                throw new IllegalArgumentException("a registry with a token needs an address with https:");
            }
        }
    }

    private static URI uri(String index) {
        try {
            URI uri = URI.create(index);
            if (Web.isAddress(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Refused as what is no address.
        }
        throw new IllegalArgumentException("index must be an address with https: or http:, and without a user");
    }

    URI uri() {
        return URI.create(index);
    }

    /**
     * The token for it, if it needs one.
     *
     * @throws FigmentException if its variable is not set, or holds no token
     */
    Optional<Token> token(Function<String, @Nullable String> environment) {
        if (token == null) {
            return Optional.empty();
        }
        Matcher variable = VARIABLE.matcher(token);
        String value = variable.matches() ? environment.apply(variable.group(1)) : null;
        if (value == null || value.isBlank()) {
            throw FigmentException.user(Problem.of(
                            "missing-token",
                            UserConfig.FILE,
                            "the registry '" + name + "' needs a token, and the environment variable "
                                    + variable.group(1) + " is not set")
                    .fix("set it"));
        }
        try {
            return Optional.of(new Token(uri(), value.strip()));
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-token", UserConfig.FILE, "the registry '" + name + "': " + e.getMessage())
                            .fix("correct the environment variable " + variable.group(1)),
                    e);
        }
    }
}
