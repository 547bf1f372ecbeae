/** Models by address: repositories of the Hugging Face Hub, and files of the web. */
@NullMarked
package dev.figment.core.zoo.hub;

import org.jspecify.annotations.NullMarked;
