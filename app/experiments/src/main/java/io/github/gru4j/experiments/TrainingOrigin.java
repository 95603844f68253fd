package io.github.gru4j.experiments;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a training is of, so that it goes on with the same data and settings or not at all.
 *
 * @param id of the run, see {@link RunId}
 * @param code digest of what computes it
 */
record TrainingOrigin(
        String id,
        String task,
        String dataSha256,
        String cell,
        long seed,
        RunSettings settings,
        String implementation,
        int threads,
        String code) {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    static TrainingOrigin of(Run run) {
        return new TrainingOrigin(
                run.id(),
                run.data().task().name(),
                run.data().task().provenance().sha256(),
                run.cell().id(),
                run.seed(),
                run.settings(),
                run.implementation(),
                EnvironmentProbe.threads(),
                CodeDigest.value());
    }

    /** What is another one in a training, each a clause; empty if it would give the same numbers. */
    List<String> differences(TrainingOrigin other) {
        if (id.equals(other.id)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        Map<String, Object> mine = fields();
        other.fields().forEach((name, theirs) -> {
            if (!Objects.equals(mine.get(name), theirs)) {
                found.add("its " + name + " was " + mine.get(name) + " and is " + theirs);
            }
        });
        if (!dataSha256.equals(other.dataSha256)) {
            found.add("its data were others");
        }
        if (!code.equals(other.code)) {
            found.add("it was begun by another build of gru4j");
        }
        return found.isEmpty() ? List.of("its data are read otherwise") : found;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", task);
        fields.put("cell", cell);
        fields.put("seed", seed);
        fields.put("number of threads (OMP_NUM_THREADS)", threads);
        fields.put("implementation", implementation);
        fields.putAll(Json.MAPPER.convertValue(settings, FIELDS));
        return fields;
    }
}
