/** Which plugins and models a config was locked to, and whether they are those that are here. */
@NullMarked
package dev.figment.core.lock;

import org.jspecify.annotations.NullMarked;
