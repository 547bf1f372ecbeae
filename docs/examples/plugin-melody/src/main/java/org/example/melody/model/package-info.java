/** The model, and how it goes on with a melody. */
@NullMarked
package org.example.melody.model;

import org.jspecify.annotations.NullMarked;
