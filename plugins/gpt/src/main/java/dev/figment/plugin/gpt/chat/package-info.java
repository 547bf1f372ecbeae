/** Conversations as prompts: the templates that come with models. */
@NullMarked
package dev.figment.plugin.gpt.chat;

import org.jspecify.annotations.NullMarked;
