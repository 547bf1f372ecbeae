package dev.figment.plugin.gpt.model;

/** Why a text ended. */
public enum Finish {
    /** The token that ends texts was chosen. */
    END_OF_TEXT,
    /** One of the texts that end it came. */
    STOP,
    /** It has the form that it must have, and nothing can follow. */
    COMPLETE,
    /** It has as many tokens as were asked for. */
    MAX_TOKENS,
    /** The model's context is full. */
    CONTEXT,
    /** Whoever asked for it wants no more. */
    CANCELLED,
    /** An error. */
    FAILED
}
