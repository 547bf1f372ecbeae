/** Datasets by name or by path: found in local folders, downloaded and verified where they are not. */
@NullMarked
package dev.figment.core.data;

import org.jspecify.annotations.NullMarked;
