/** How melodies are written: ABC notation in and out, MIDI files out. */
@NullMarked
package org.example.melody.notation;

import org.jspecify.annotations.NullMarked;
