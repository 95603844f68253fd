package io.github.gru4j.experiments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was planned and what has been found: everything that a report is made from.
 *
 * <pre>{@code
 * Comparison comparison = ResultsFile.readComparison(Path.of("gru4j-report/results.jsonl"));
 * comparison.outcomes("digits", "gru", Match.WIDTH).forEach(outcome -> System.out.println(outcome.metric()));
 * }</pre>
 */
public final class Comparison {

    private final PlanRecord plan;
    private final Map<String, RunRecord> runs;

    /**
     * What a run came to, as the match counts it.
     *
     * @param run that was trained
     * @param metric on the test split: that of the run, or of the part of it that training time allows, with the weights of its best
     *     epoch, also if it diverged later; NaN if it had not finished an epoch
     */
    public record Outcome(RunRecord run, double metric) {}

    /** @param runs among others those of the plan; some may be missing */
    public Comparison(PlanRecord plan, List<RunRecord> runs) {
        this.plan = plan;
        this.runs = runs.stream()
                .collect(Collectors.toMap(RunRecord::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
    }

    /**
     * Runs of which nothing was planned: they are compared at equal width. Of each task, those with the data and the settings of the
     * last one; where a cell was trained with a seed several times, as by several versions of gru4j, the last time counts. What is left
     * out is among the {@link #others()}.
     */
    public static Comparison ofRuns(List<RunRecord> runs) {
        record Place(String task, String cell, long seed) {}
        Map<String, RunRecord> last = new HashMap<>();
        runs.forEach(run -> last.put(run.task().name(), run));
        Map<Place, PlannedRun> planned = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            String task = run.task().name();
            if (alike(run, last.get(task))) {
                planned.put(
                        new Place(task, run.cell(), run.seed()),
                        new PlannedRun(task, run.cell(), Match.WIDTH, run.seed(), run.id()));
            }
        }
        return new Comparison(plan(List.copyOf(planned.values())), runs);
    }

    private static boolean alike(RunRecord run, RunRecord other) {
        return run.settings().equals(other.settings())
                && run.task()
                        .provenance()
                        .sha256()
                        .equals(other.task().provenance().sha256());
    }

    private static PlanRecord plan(List<PlannedRun> inOrderOfTraining) {
        List<String> cells = distinct(inOrderOfTraining, PlannedRun::cell);
        // Runs that were trained side by side come in any order; the first cell is the same for all tasks.
        List<PlannedRun> planned = inOrderOfTraining.stream()
                .sorted(Comparator.comparingInt(run -> cells.indexOf(run.cell())))
                .toList();
        return new PlanRecord(
                PlanRecord.FORMAT,
                distinct(inOrderOfTraining, PlannedRun::task).stream()
                        .map(task -> new TaskPlan(task, List.of()))
                        .toList(),
                cells,
                distinct(planned, PlannedRun::seed).stream().sorted().toList(),
                List.of(Match.WIDTH),
                null,
                planned);
    }

    private static <T> List<T> distinct(List<PlannedRun> runs, Function<PlannedRun, T> property) {
        return runs.stream().map(property).distinct().toList();
    }

    /** What was planned. */
    public PlanRecord plan() {
        return plan;
    }

    /**
     * The cells of a task, in the order that the plan has for it: others were matched to the first. All cells of the comparison while
     * no run of the task is planned, as settings are still being tuned.
     */
    public List<String> cells(String task) {
        List<String> cells = plan.runs().stream()
                .filter(run -> run.task().equals(task))
                .map(PlannedRun::cell)
                .distinct()
                .toList();
        return cells.isEmpty() ? plan.cells() : cells;
    }

    /** The runs of the plan that are there, each once, in the plan's order. */
    public List<RunRecord> runs() {
        return plan.runs().stream()
                .map(planned -> runs.get(planned.run()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The record with an id; null if it is not there. Trials of tuning are found by it too. */
    public RunRecord run(String id) {
        return runs.get(id);
    }

    /** How many runs of the plan are not there yet. */
    public long missing() {
        return plan.runs().stream()
                .map(PlannedRun::run)
                .distinct()
                .filter(id -> !runs.containsKey(id))
                .count();
    }

    /** How many runs there are that this comparison does not ask for: of earlier ones, or with other settings. */
    public long others() {
        Set<String> mine = plan.runs().stream().map(PlannedRun::run).collect(Collectors.toCollection(HashSet::new));
        if (plan.tuning() != null) {
            plan.tuning().runs().forEach(trial -> mine.add(trial.run()));
        }
        return runs.keySet().stream().filter(id -> !mine.contains(id)).count();
    }

    /** The outcomes of a cell by seed, in the plan's order; without the runs that are missing. */
    public List<Outcome> outcomes(String task, String cell, Match match) {
        if (match != Match.TIME) {
            return runs(task, cell, match).stream()
                    .map(run -> new Outcome(run, run.testMetric()))
                    .toList();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (RunRecord run : runs(task, cell, Match.WIDTH)) {
            outcomes.add(new Outcome(run, EqualTime.metric(run, secondsAllowed(task, run.seed()))));
        }
        return outcomes;
    }

    /** Training time that {@link Match#TIME} allows the runs with a seed, by their clock; NaN if none finished an epoch. */
    public double secondsAllowed(String task, long seed) {
        return EqualTime.budget(ofSeed(task, seed));
    }

    /** The runs of all cells with a seed, at equal width. */
    private List<RunRecord> ofSeed(String task, long seed) {
        return plan.cells().stream()
                .flatMap(cell -> runs(task, cell, Match.WIDTH).stream())
                .filter(run -> run.seed() == seed)
                .toList();
    }

    private List<RunRecord> runs(String task, String cell, Match match) {
        return plan.runs().stream()
                .filter(run -> run.task().equals(task) && run.cell().equals(cell) && run.match() == match)
                .map(run -> runs.get(run.run()))
                .filter(Objects::nonNull)
                .toList();
    }
}
