package dev.figment.core.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks for an address and follows where the server sends it. Java's client would follow too, with the token in hand; here
 * it goes to its own server alone, and from {@code https:} nothing leads to {@code http:}.
 */
final class Hops {
    private static final int MOST = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Supplier<HttpClient> client;
    private final Duration silence;

    /**
     * @param silence the longest time until an answer's headers are here
     */
    Hops(Supplier<HttpClient> client, Duration silence) {
        this.client = client;
        this.silence = silence;
    }

    /**
     * The answer that is no redirection; its body is the caller's to close.
     *
     * @param headers beside the token
     */
    HttpResponse<Chunks> get(URI address, Map<String, String> headers, Optional<Token> token)
            throws IOException, InterruptedException {
        URI at = address;
        for (int hop = 0; hop <= MOST; hop++) {
            HttpResponse<Chunks> response = ask(at, headers, token);
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            at = next(at, response.headers().firstValue("Location").orElse(""));
        }
        throw Fault.lasting("the server redirects more than " + MOST + " times");
    }

    private HttpResponse<Chunks> ask(URI at, Map<String, String> headers, Optional<Token> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(silence);
        headers.forEach(request::header);
        token.filter(its -> its.isFor(at)).ifPresent(its -> request.header("Authorization", its.header()));
        try {
            return client.get().send(request.build(), answer -> new Chunks());
        } catch (HttpTimeoutException e) {
            throw Fault.passing("no answer in time");
        }
    }

    /** Where a redirection leads to. */
    static URI next(URI at, String location) throws Fault {
        URI next;
        try {
            next = at.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw Fault.lasting("the server redirects to what is no address");
        }
        if (location.isBlank() || !Web.isAddress(next)) {
            throw Fault.lasting("the server redirects to what is no address");
        }
        if (Web.isSecure(at) && !Web.isSecure(next)) {
            throw Fault.lasting("the server redirects from https: to http:, to " + next.getHost());
        }
        return next;
    }
}
