package org.example.melody.notation;

/**
 * A melody with its title.
 *
 * @param events as {@link org.example.melody.Melodies} has them
 */
public record Tune(String title, int[] events) {}
