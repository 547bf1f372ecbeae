package dev.figment.plugin.gpt.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.figment.api.ChatGenerator.Turn;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes a conversation as the prompt that a model was trained with, by a template in Jinja as Hugging Face's transformers has
 * them. What people say is never taken for a part of the template. Safe for use by several threads.
 */
final class ChatTemplate {
    private static final int LONGEST = 16 << 20;

    private final Jinjava jinja;
    private final String template;
    private final Map<String, Object> constants;
    private final String where;

    /**
     * @param constants what the template may refer to besides the turns: {@code bos_token}
     * @param where it stands, for errors
     */
    ChatTemplate(String template, Map<String, Object> constants, String where) {
        this.template = template;
        this.constants = constants;
        this.where = where;
        this.jinja = inOwnLoader(() -> new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(LONGEST)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withUseSnakeCasePropertyNaming(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .build())
                .build()));
        jinja.registerFunction(
                new ELFunctionDefinition("", "raise_exception", Functions.class, "refuse", String.class));
    }

    /** The library looks for its classes by the thread's loader, which knows nothing of plugins. */
    private static <T> T inOwnLoader(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ChatTemplate.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What templates may call. */
    public static final class Functions {
        private Functions() {}

        /** Ends the rendering: the template does not take these turns. */
        public static String refuse(String message) {
            throw new Refused(message);
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * The prompt after which the model's turn comes.
     *
     * @throws FigmentException if the template is faulty, or does not take such turns
     */
    String prompt(List<Turn> turns) {
        Map<String, Object> values = new HashMap<>(constants);
        values.put("add_generation_prompt", true);
        values.put(
                "messages",
                turns.stream()
                        .map(turn ->
                                Map.of("role", turn.role().name().toLowerCase(Locale.ROOT), "content", turn.text()))
                        .toList());
        RenderResult result = inOwnLoader(() -> jinja.renderForResult(template, values));
        for (TemplateError error : result.getErrors()) {
            throw FigmentException.user(Problem.of(
                            "chat-template",
                            where,
                            "the chat template does not take this conversation: " + reason(error))
                    .fix("begin with a turn of the user, and let turns alternate; or give another 'chat-template'"));
        }
        return result.getOutput();
    }

    private static String reason(TemplateError error) {
        Throwable cause = error.getException();
        while (cause != null && !(cause instanceof Refused)) {
            cause = cause.getCause();
        }
        return cause != null ? String.valueOf(cause.getMessage()) : error.getMessage();
    }
}
