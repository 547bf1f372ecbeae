package dev.figment.core.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that is to be downloaded.
 *
 * @param name what it is called in messages
 * @param addresses with {@code http:} or {@code https:}, at least one; each is asked until one gives the file
 * @param target where it appears when all of it is here and right
 * @param check what it must be
 * @param most bytes; a larger file is refused
 * @param token proves to one server who asks; sent to no other
 * @param again whether a file that is there already is replaced; otherwise it is taken as it is
 */
public record Wanted(
        String name,
        List<URI> addresses,
        Path target,
        ContentCheck check,
        long most,
        Optional<Token> token,
        boolean again) {
    public Wanted {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address for " + name);
        }
        for (URI address : addresses) {
            if (!Web.isAddress(address)) {
                throw new IllegalArgumentException("not an address with http: or https:, and a host: " + address);
            }
        }
        target = target.toAbsolutePath().normalize();
    }

    /** A file of any size, of one that needs no token, unless it is there already. */
    public static Wanted of(String name, List<URI> addresses, Path target, ContentCheck check) {
        return new Wanted(name, addresses, target, check, Long.MAX_VALUE, Optional.empty(), false);
    }

    /** The same, refused where it is larger. */
    public Wanted atMost(long bytes) {
        return new Wanted(name, addresses, target, check, bytes, token, again);
    }

    /** The same, asked for with a token, if there is one. */
    public Wanted with(Optional<Token> its) {
        return new Wanted(name, addresses, target, check, most, its, again);
    }

    /** The same, in the place of what is there. */
    public Wanted replacing() {
        return new Wanted(name, addresses, target, check, most, token, true);
    }
}
