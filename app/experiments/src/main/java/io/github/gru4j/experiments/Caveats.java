package io.github.gru4j.experiments;

import io.github.gru4j.networks.CellType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to know before the figures of runs are believed. */
final class Caveats {

    private Caveats() {}

    /** Sentences on runs of one cell. */
    static List<String> of(List<RunRecord> runs) {
        return Stream.concat(
                        runs.stream().flatMap(run -> ofTraining(run).stream()).distinct(), ofTimes(runs).stream())
                .toList();
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
}
