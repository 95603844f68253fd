package io.github.gru4j.experiments;

import io.github.gru4j.networks.CellType;
import java.util.Optional;

/** What to know before a run's figures are believed. */
final class Caveats {

    private Caveats() {}

    static Optional<String> of(RunRecord run) {
        return run.masked() ? CellType.of(run.cell()).flatMap(CellType::caveatWithMasks) : Optional.empty();
    }
}
