package io.github.gru4j.experiments;

import io.github.gru4j.networks.CellType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which networks to train: every task with every cell with every seed.
 *
 * <pre>{@code
 * ExperimentPlan plan = new ExperimentPlan.Builder()
 *         .tasks("text", "digits")
 *         .cells("gru", "lstm")
 *         .seeds(3)
 *         .settings(EmbeddedSettings.QUICK)
 *         .out(Path.of("comparison"))
 *         .build();
 * }</pre>
 *
 * @param tasks names of tasks
 * @param cells recurrent cells
 * @param seeds of the initial weights and of the order of the data
 * @param settings what each task is trained with, by its name; the same for every cell
 * @param out directory of {@code results.jsonl}
 * @param jobs runs to train side by side; the metrics do not depend on it
 */
public record ExperimentPlan(
        List<String> tasks,
        List<CellType> cells,
        List<Long> seeds,
        Map<String, RunSettings> settings,
        Path out,
        int jobs) {

    public ExperimentPlan {
        tasks = List.copyOf(new LinkedHashSet<>(tasks));
        cells = List.copyOf(new LinkedHashSet<>(cells));
        seeds = List.copyOf(new LinkedHashSet<>(seeds));
        settings = Map.copyOf(settings);
        atLeastOne("task", tasks.size());
        atLeastOne("cell", cells.size());
        atLeastOne("seed", seeds.size());
        atLeastOne("job", jobs);
        for (String task : tasks) {
            if (!settings.containsKey(task)) {
                throw new IllegalArgumentException(unknown(
                        "task", task, settings.keySet().stream().sorted().toList()));
            }
        }
    }

    private static void atLeastOne(String what, int found) {
        if (found < 1) {
            throw new IllegalArgumentException("expected at least one " + what + ", found " + found);
        }
    }

    /** The message for a name that is none of the valid ones, for instance of tasks or cells. */
    public static String unknown(String what, String found, List<String> valid) {
        return "unknown " + what + " \"" + found + "\"; valid are: " + String.join(", ", valid);
    }

    /** Required: tasks, settings and out. By default: GRU and LSTM, seeds 1 to 3, a job for each core, at most 4. */
    public static final class Builder {

        private List<String> tasks = List.of();
        private List<CellType> cells = List.of(CellType.GRU, CellType.LSTM);
        private List<Long> seeds = List.of(1L, 2L, 3L);
        private Map<String, RunSettings> settings;
        private Path out;
        private int jobs = Math.min(4, Runtime.getRuntime().availableProcessors());

        /** Names of tasks; which ones there are is the data source's to say. */
        public Builder tasks(List<String> tasks) {
            this.tasks = List.copyOf(tasks);
            return this;
        }

        /** Names of tasks; which ones there are is the data source's to say. */
        public Builder tasks(String... tasks) {
            return tasks(Arrays.asList(tasks));
        }

        /**
         * Ids of cells, as on the command line.
         *
         * @throws IllegalArgumentException for an unknown one; the message lists those there are
         */
        public Builder cells(List<String> ids) {
            List<CellType> found = new ArrayList<>();
            for (String id : ids) {
                found.add(CellType.of(id)
                        .orElseThrow(() -> new IllegalArgumentException(unknown(
                                "cell",
                                id,
                                Arrays.stream(CellType.values())
                                        .map(CellType::id)
                                        .toList()))));
            }
            cells = found;
            return this;
        }

        /** Ids of cells, as on the command line. */
        public Builder cells(String... ids) {
            return cells(Arrays.asList(ids));
        }

        /** Seeds 1 to {@code count}. */
        public Builder seeds(int count) {
            return seeds(LongStream.rangeClosed(1, count).boxed().collect(Collectors.toList()));
        }

        /** These seeds. */
        public Builder seeds(List<Long> seeds) {
            this.seeds = List.copyOf(seeds);
            return this;
        }

        /** What each task is trained with, by its name. */
        public Builder settings(Map<String, RunSettings> settings) {
            this.settings = Map.copyOf(settings);
            return this;
        }

        /** Directory of the results; made if it is not there. */
        public Builder out(Path out) {
            this.out = out;
            return this;
        }

        /** Runs to train side by side. */
        public Builder jobs(int jobs) {
            this.jobs = jobs;
            return this;
        }

        /**
         * The plan.
         *
         * @throws IllegalStateException if something required was not given
         * @throws IllegalArgumentException if a list is empty, or a task has no settings
         */
        public ExperimentPlan build() {
            required("settings", settings);
            required("out", out);
            return new ExperimentPlan(tasks, cells, seeds, settings, out, jobs);
        }

        private static void required(String name, Object value) {
            if (value == null) {
                throw new IllegalStateException("ExperimentPlan needs " + name + ": not given to its builder");
            }
        }
    }
}
