package dev.figment.plugin.gpt.model;

/** What is done with a text that is longer than the model's context. */
public enum Overflow {
    /** A prompt that does not fit is an error, and a text ends where the context does. */
    REFUSE,
    /** A prompt loses its beginning, so that the new tokens fit after it. */
    TRUNCATE,
    /** When the context is full, the older half is forgotten, for a prompt as for a text. */
    SLIDE
}
