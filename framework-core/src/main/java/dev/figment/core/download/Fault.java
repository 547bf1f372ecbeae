package dev.figment.core.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What went wrong in one attempt. */
final class Fault extends IOException {
    private static final long serialVersionUID = 1;

    /** Whether it is of use to ask the same address again. */
    enum Kind {
        /** Cuts, silence, statuses from 500: soon gone, perhaps. */
        PASSING,
        /** All came in one piece, and it was another file. */
        WRONG,
        /** The server does not give it. */
        REFUSED,
        /** It is of no use for another reason. */
        FINAL
    }

    private final Kind kind;
    private final transient Optional<Duration> after;

    private Fault(Kind kind, String message, Optional<Duration> after) {
        super(message);
        this.kind = kind;
        this.after = after;
    }

    static Fault passing(String message) {
        return new Fault(Kind.PASSING, message, Optional.empty());
    }

    static Fault passing(String message, Optional<Duration> after) {
        return new Fault(Kind.PASSING, message, after);
    }

    static Fault wrong(String message) {
        return new Fault(Kind.WRONG, message, Optional.empty());
    }

    static Fault refused(String message) {
        return new Fault(Kind.REFUSED, message, Optional.empty());
    }

    static Fault lasting(String message) {
        return new Fault(Kind.FINAL, message, Optional.empty());
    }

    /** What went wrong, in words. */
    String what() {
        return String.valueOf(getMessage());
    }

    Kind kind() {
        return kind;
    }

    /** How long the server asks to wait. */
    Optional<Duration> after() {
        return after;
    }
}
