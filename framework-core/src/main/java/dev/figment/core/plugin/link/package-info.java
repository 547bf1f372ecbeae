/** Whether the classes of a plugin fit those of this Figment, found out from their bytes before any of them runs. */
@NullMarked
package dev.figment.core.plugin.link;

import org.jspecify.annotations.NullMarked;
