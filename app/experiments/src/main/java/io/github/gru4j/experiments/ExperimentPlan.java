package io.github.gru4j.experiments;

import io.github.gru4j.networks.CellType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which networks to train: every task with every cell with every seed, as wide as the matches ask for.
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
 * @param cellsOf cells of tasks that have others than {@code cells}, by the name of the task
 * @param matches what the cells have in common
 * @param tuning null for none
 * @param arguments where data came from, by the name of the task; see {@link TaskPlan}
 * @param skipped tasks that are named, and could not be had
 */
public record ExperimentPlan(
        List<String> tasks,
        List<CellType> cells,
        List<Long> seeds,
        Map<String, RunSettings> settings,
        Path out,
        int jobs,
        Map<String, List<CellType>> cellsOf,
        List<Match> matches,
        Tuning tuning,
        Map<String, List<String>> arguments,
        List<SkippedTask> skipped) {

    public ExperimentPlan {
        tasks = List.copyOf(new LinkedHashSet<>(tasks));
        cells = List.copyOf(new LinkedHashSet<>(cells));
        seeds = List.copyOf(new LinkedHashSet<>(seeds));
        settings = Map.copyOf(settings);
        cellsOf = Map.copyOf(cellsOf);
        matches = List.copyOf(new LinkedHashSet<>(matches));
        arguments = Map.copyOf(arguments);
        skipped = List.copyOf(skipped);
        atLeastOne("match", matches.size());
        if (tuning != null) {
            checkTuning(tuning, seeds, matches);
        }
        atLeastOne("task", tasks.size());
        atLeastOne("cell", cells.size());
        atLeastOne("seed", seeds.size());
        atLeastOne("job", jobs);
        for (String task : tasks) {
            if (!settings.containsKey(task)) {
                throw new IllegalArgumentException(unknown(
                        "task", task, settings.keySet().stream().sorted().toList()));
            }
            if (tuning != null) {
                checkDraws(tuning, task, settings.get(task));
            }
        }
    }

    private static void checkTuning(Tuning tuning, List<Long> seeds, List<Match> matches) {
        if (tuning.space().changesSize() && !matches.equals(List.of(Match.WIDTH))) {
            throw new IllegalArgumentException("expected the match width alone where the size of networks is drawn ("
                    + String.join(", ", tuning.space().texts()) + "), found "
                    + matches.stream().map(Match::id).collect(Collectors.joining(", ")));
        }
        for (long seed : seeds) {
            if (seed > Tuning.LAST_SEED_OF_RUNS) {
                throw new IllegalArgumentException(
                        "expected seeds up to " + Tuning.LAST_SEED_OF_RUNS + " beside those of tuning, found " + seed);
            }
        }
    }

    /** What is drawn need not go with what is given; that is to be found before hours of training. */
    private static void checkDraws(Tuning tuning, String task, RunSettings settings) {
        for (int trial = 1; trial <= tuning.trials(); trial++) {
            Map<String, String> drawn = tuning.space().draw(trial);
            try {
                TuningSpace.apply(settings, drawn);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "trial %d of %s draws %s: %s"
                                .formatted(
                                        trial,
                                        task,
                                        drawn.entrySet().stream()
                                                .map(value -> value.getKey() + "=" + value.getValue())
                                                .collect(Collectors.joining(", ")),
                                        e.getMessage()),
                        e);
            }
        }
    }

    /** The cells of a task; others are matched to the first. */
    public List<CellType> cells(String task) {
        return cellsOf.getOrDefault(task, cells);
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

    /**
     * Required: tasks, settings and out. By default: GRU and LSTM at equal width, seeds 1 to 3, no tuning, a job for each core, at
     * most 4.
     */
    public static final class Builder {

        private List<String> tasks = List.of();
        private List<CellType> cells = List.of(CellType.GRU, CellType.LSTM);
        private List<Long> seeds = List.of(1L, 2L, 3L);
        private Map<String, RunSettings> settings;
        private Path out;
        private int jobs = Math.min(4, Runtime.getRuntime().availableProcessors());
        private final Map<String, List<CellType>> cellsOf = new HashMap<>();
        private List<Match> matches = List.of(Match.WIDTH);
        private Tuning tuning;
        private Map<String, List<String>> arguments = Map.of();
        private List<SkippedTask> skipped = List.of();

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
            cells = ofIds(ids);
            return this;
        }

        /** As {@link #cells(List)}, for one task alone. */
        public Builder cellsOf(String task, List<String> ids) {
            cellsOf.put(task, List.copyOf(new LinkedHashSet<>(ofIds(ids))));
            return this;
        }

        private static List<CellType> ofIds(List<String> ids) {
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
            return found;
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

        /** What the cells have in common when they are compared. */
        public Builder matches(List<Match> matches) {
            this.matches = List.copyOf(matches);
            return this;
        }

        /** How settings are searched for; null for not at all. */
        public Builder tuning(Tuning tuning) {
            this.tuning = tuning;
            return this;
        }

        /** Where data came from, by the name of the task; see {@link TaskPlan}. */
        public Builder arguments(Map<String, List<String>> arguments) {
            this.arguments = Map.copyOf(arguments);
            return this;
        }

        /** Tasks that are named, and could not be had. */
        public Builder skipped(List<SkippedTask> skipped) {
            this.skipped = List.copyOf(skipped);
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
         * @throws IllegalArgumentException if a list is empty, a task has no settings, or tuning draws the size of networks that are to
         *     be matched otherwise than by their width
         */
        public ExperimentPlan build() {
            required("settings", settings);
            required("out", out);
            return new ExperimentPlan(
                    tasks, cells, seeds, settings, out, jobs, cellsOf, matches, tuning, arguments, skipped);
        }

        private static void required(String name, Object value) {
            if (value == null) {
                throw new IllegalStateException("ExperimentPlan needs " + name + ": not given to its builder");
            }
        }
    }
}
