package dev.figment.api;

import java.util.List;
import java.util.stream.Stream;

/** A generator of texts that takes its turns in a conversation. Implementations are safe for use by several threads. */
public interface ChatGenerator extends TextGenerator {
    /** Who speaks. */
    enum Role {
        /** Whoever set up the conversation; this turn comes first, if at all. */
        SYSTEM,
        /** The person. */
        USER,
        /** The model. */
        ASSISTANT
    }

    /** What somebody said. */
    record Turn(Role role, String text) {}

    /**
     * The model's next turn, piece by piece, as {@link #stream}.
     *
     * @param turns so far, oldest first; the last one is the person's
     * @param seed all randomness comes from it
     * @throws dev.figment.api.error.FigmentException if the model does not take such turns, or they do not fit its context
     */
    Stream<String> reply(List<Turn> turns, Seed seed);
}
