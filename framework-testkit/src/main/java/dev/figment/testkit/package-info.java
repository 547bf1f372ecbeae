/** What a plugin's own tests use: contract tests, fakes, and the check of gradients. */
@NullMarked
package dev.figment.testkit;

import org.jspecify.annotations.NullMarked;
