package dev.figment.core.config;

import dev.figment.api.Device;
import dev.figment.api.config.Alternative;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.config.OutputPath;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which Java types a config key can have. */
final class ValueTypes {
    private static final Map<Class<?>, ValueType> SCALARS = Map.ofEntries(
            Map.entry(String.class, new ValueType.Text()),
            Map.entry(int.class, new ValueType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(Integer.class, new ValueType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(long.class, new ValueType.Whole(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(Long.class, new ValueType.Whole(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(float.class, new ValueType.Real(true)),
            Map.entry(Float.class, new ValueType.Real(true)),
            Map.entry(double.class, new ValueType.Real(false)),
            Map.entry(Double.class, new ValueType.Real(false)),
            Map.entry(boolean.class, new ValueType.Flag()),
            Map.entry(Boolean.class, new ValueType.Flag()),
            Map.entry(ComponentRef.class, ValueType.Reference.COMPONENT),
            Map.entry(InputPath.class, ValueType.Reference.INPUT_PATH),
            Map.entry(OutputPath.class, ValueType.Reference.OUTPUT_PATH),
            Map.entry(DataRef.class, ValueType.Reference.DATA),
            Map.entry(ModelRef.class, ValueType.Reference.MODEL),
            Map.entry(Device.class, ValueType.Reference.DEVICE));

    private ValueTypes() {}

    /**
     * @param component where the type stands, for messages
     * @throws dev.figment.api.error.FigmentException if no config key can give such a value
     */
    static ValueType of(Type type, RecordComponent component) {
        if (type instanceof Class<?> raw) {
            ValueType scalar = SCALARS.get(raw);
            if (scalar != null) {
                return scalar;
            }
            if (raw.isEnum()) {
                return choice(raw);
            }
            if (raw.isRecord()) {
                return new ValueType.Nested(raw.asSubclass(Record.class));
            }
            if (raw.isSealed() && raw.isInterface()) {
                return oneOf(raw, component);
            }
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ValueType.ListOf(of(arguments[0], component));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new ValueType.MapOf(of(arguments[1], component));
            }
        }
        throw RecordShape.unusable(component, "no config key can give a " + type.getTypeName());
    }

    private static ValueType oneOf(Class<?> type, RecordComponent component) {
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            Alternative alternative = permitted.getAnnotation(Alternative.class);
            if (!permitted.isRecord() || alternative == null) {
                throw RecordShape.unusable(
                        component, permitted.getName() + " is no record with @Alternative, which names it");
            }
            if (records.put(alternative.value(), permitted.asSubclass(Record.class)) != null) {
                throw RecordShape.unusable(component, "two alternatives are named '" + alternative.value() + "'");
            }
        }
        Optional<String> byDefault =
                Optional.ofNullable(type.getAnnotation(Default.class)).map(Default::value);
        byDefault.filter(name -> !records.containsKey(name)).ifPresent(name -> {
            throw RecordShape.unusable(component, "no alternative is named '" + name + "'");
        });
        return new ValueType.OneOf(type, RecordShape.description(type), records, byDefault);
    }

    private static ValueType choice(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return new ValueType.Choice(constants);
    }
}
