/** Steps that read, change, measure and write melodies. */
@NullMarked
package org.example.melody.steps;

import org.jspecify.annotations.NullMarked;
