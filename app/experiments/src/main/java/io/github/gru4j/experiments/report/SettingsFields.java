package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunSettings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings one by one, whichever there are. */
final class SettingsFields {

    private SettingsFields() {}

    /** Names as in Java. */
    static List<String> names() {
        return Arrays.stream(RunSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** By name, in the order of {@link #names()}. */
    static Map<String, Object> values(RunSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : RunSettings.class.getRecordComponents()) {
            try {
                values.put(component.getName(), component.getAccessor().invoke(settings));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("reading the setting " + component.getName(), e);
            }
        }
        return values;
    }
}
