package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.networks.CellType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
                "dl4j " + Versions.dl4j(),
                "task " + task.name(),
                "data " + task.provenance().sha256(),
                "splits " + task.provenance().train() + " "
                        + task.provenance().validation() + " "
                        + task.provenance().test(),
                "cell " + cell.id(),
                "kernel " + CellKernel.of(cell),
                "seed " + seed,
                settings.toString());
        return HexFormat.of().formatHex(sha256(whole)).substring(0, LENGTH);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
