package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.networks.CellType;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes the name of a run: equal for runs that would give the same numbers, unequal for all others. */
final class RunId {

    /** Digits kept of the digest; 64 bits are plenty for the runs of one file. */
    private static final int LENGTH = 16;

    private RunId() {}

    static String of(SequenceTask task, CellType cell, long seed, RunSettings settings) {
        String whole = String.join(
                "\n",
                "format " + RunRecord.FORMAT,
                "gru4j " + Versions.gru4j(),
                "code " + CodeDigest.value(),
                "dl4j " + Versions.dl4j(),
                "threads " + EnvironmentProbe.threads(),
                "task " + task.name(),
                "data " + task.provenance().sha256(),
                "splits " + task.provenance().train() + " "
                        + task.provenance().validation() + " "
                        + task.provenance().test(),
                "cell " + cell.id(),
                "implementation " + Implementation.of(cell),
                "seed " + seed,
                settings.toString());
        return DigestUtils.sha256Hex(whole).substring(0, LENGTH);
    }
}
