package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The runs of one task.
 *
 * @param cells others are matched to the first
 * @param settings before tuning
 */
record TaskRuns(SequenceDataset data, List<CellType> cells, RunSettings settings) {

    /** A run and what it is for; a run may be for several things. */
    record Planned(PlannedRun entry, Run run) {}

    String task() {
        return data.task().name();
    }

    /** What tuning tries: trial by trial, every cell. */
    List<Planned> trials(Tuning tuning) {
        return IntStream.rangeClosed(1, tuning.trials())
                .boxed()
                .flatMap(trial -> {
                    RunSettings drawn =
                            TuningSpace.apply(settings, tuning.space().draw(trial));
                    return cells.stream().map(cell -> planned(cell, Match.WIDTH, Tuning.seed(trial), drawn));
                })
                .toList();
    }

    /** With the same settings for every cell. */
    List<Planned> runs(List<Long> seeds, List<Match> matches) {
        Map<CellType, RunSettings> same = new EnumMap<>(CellType.class);
        cells.forEach(cell -> same.put(cell, settings));
        return runs(seeds, matches, same);
    }

    /**
     * Seed by seed; equal training time is read from the runs of equal width.
     *
     * @param chosen what each cell is trained with
     */
    List<Planned> runs(List<Long> seeds, List<Match> matches, Map<CellType, RunSettings> chosen) {
        Map<Match, Map<CellType, RunSettings>> matched = new EnumMap<>(Match.class);
        if (matches.contains(Match.WIDTH) || matches.contains(Match.TIME)) {
            matched.put(Match.WIDTH, chosen);
        }
        if (matches.contains(Match.PARAMETERS)) {
            matched.put(Match.PARAMETERS, ofEqualParameters(chosen));
        }
        List<Planned> runs = new ArrayList<>();
        for (long seed : seeds) {
            matched.forEach((match, settingsOf) ->
                    cells.forEach(cell -> runs.add(planned(cell, match, seed, settingsOf.get(cell)))));
        }
        return runs;
    }

    private Map<CellType, RunSettings> ofEqualParameters(Map<CellType, RunSettings> chosen) {
        CellType first = cells.get(0);
        long params = TaskNetwork.params(data, first, chosen.get(first));
        Map<CellType, RunSettings> matched = new EnumMap<>(CellType.class);
        for (CellType cell : cells) {
            RunSettings own = chosen.get(cell);
            matched.put(cell, cell == first ? own : EqualParameters.settings(data, cell, own, params));
        }
        return matched;
    }

    private Planned planned(CellType cell, Match match, long seed, RunSettings with) {
        var run = new Run(data, cell, seed, with);
        return new Planned(new PlannedRun(task(), cell.id(), match, seed, run.id()), run);
    }
}
