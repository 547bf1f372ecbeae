package dev.figment.api.config;

/**
 * A config key that names a component of the same config. The component itself is a constructor parameter annotated
 * with {@code @Named} and the key: {@code Encode(Config config, @Named("with") Encoder<T> with)}.
 *
 * @param name the component's name in the config
 */
public record ComponentRef(String name) {}
