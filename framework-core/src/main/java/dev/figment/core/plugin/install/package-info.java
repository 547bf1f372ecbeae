/**
 * Installs, updates, removes and verifies plugins in the user's folder. A plugin there is one zip, which a rename puts in
 * its place, so that at any moment the old or the new one is there, whole.
 */
@NullMarked
package dev.figment.core.plugin.install;

import org.jspecify.annotations.NullMarked;
