/**
 * Brings files here over HTTP: whole or not at all, checked by their digests, going on after a cut, once for several
 * processes. All that Figment downloads is downloaded here.
 */
@NullMarked
package dev.figment.core.download;

import org.jspecify.annotations.NullMarked;
