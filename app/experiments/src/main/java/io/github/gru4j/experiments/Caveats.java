package io.github.gru4j.experiments;

import io.github.gru4j.networks.CellType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to know before the figures of runs are believed. */
final class Caveats {

    private Caveats() {}

    /** Sentences on runs of one cell. */
    static List<String> of(List<RunRecord> runs) {
        return Stream.of(
                        runs.stream().flatMap(run -> ofTraining(run).stream()).distinct(),
                        ofDivergence(runs).stream(),
                        ofTimes(runs).stream(),
                        ofPlaces(runs).stream())
                .flatMap(Function.identity())
                .toList();
    }

    private static Optional<String> ofDivergence(List<RunRecord> runs) {
        List<RunRecord> diverged = runs.stream().filter(RunRecord::diverged).toList();
        if (diverged.isEmpty()) {
            return Optional.empty();
        }
        long withMetric = diverged.stream().filter(run -> run.bestEpoch() > 0).count();
        return Optional.of("%d of %d runs of %s of width %d diverged (%s)%s."
                .formatted(
                        diverged.size(),
                        runs.size(),
                        runs.get(0).cell(),
                        runs.get(0).settings().hidden(),
                        diverged.stream()
                                .map(run -> "seed %d at %s"
                                        .formatted(run.seed(), run.stopped().replace(RunRecord.DIVERGED + " at ", "")))
                                .collect(Collectors.joining(", ")),
                        withMetric == 0
                                ? ""
                                : "; %s with the weights of the best epoch before"
                                        .formatted(
                                                withMetric == diverged.size()
                                                        ? "they count"
                                                        : withMetric + " of them "
                                                                + (withMetric == 1 ? "counts" : "count"))));
    }

    private static Optional<String> ofTraining(RunRecord run) {
        return run.masked() ? CellType.of(run.cell()).flatMap(CellType::caveatWithMasks) : Optional.empty();
    }

    private static Optional<String> ofTimes(List<RunRecord> runs) {
        List<String> implementations =
                runs.stream().map(RunRecord::implementation).distinct().toList();
        return implementations.size() < 2
                ? Optional.empty()
                : Optional.of("Runs of " + runs.get(0).cell() + " were computed by more than one implementation ("
                        + String.join(", ", implementations) + "): the seconds per epoch mix them.");
    }

    private static Optional<String> ofPlaces(List<RunRecord> runs) {
        long places = runs.stream()
                .map(run -> List.of(
                        run.clock(),
                        run.environment().cpu(),
                        run.environment().threads(),
                        run.environment().java()))
                .distinct()
                .count();
        return places < 2
                ? Optional.empty()
                : Optional.of("Runs of " + runs.get(0).cell()
                        + " took place on more than one machine, or with other threads or another Java: the seconds per epoch mix"
                        + " them.");
    }
}
