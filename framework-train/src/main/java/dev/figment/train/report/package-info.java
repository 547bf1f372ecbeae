/** The report of a training: one HTML file that needs no network and no script. */
@NullMarked
package dev.figment.train.report;

import org.jspecify.annotations.NullMarked;
