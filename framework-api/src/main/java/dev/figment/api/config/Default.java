package dev.figment.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a config key that is left out, as it would be written in YAML: {@code @Default("[512, 256]")}. A key
 * without this is required, unless its component is {@code @Nullable}, which then is null. On a sealed interface it names the
 * {@link Alternative} that is meant where none is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Default {
    String value();
}
