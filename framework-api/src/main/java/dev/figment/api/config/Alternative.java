package dev.figment.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a record among those that a sealed interface permits. A config key whose type is such an interface takes a
 * map in which {@code use} names the record, and the other keys are that record's own: {@code optimizer: { use: sgd,
 * momentum: 0.9 }}. The name alone stands for the record with all of its defaults. {@link Default} on the interface says
 * which record is meant where {@code use} is left out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Alternative {
    String value();
}
