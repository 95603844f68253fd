package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.networks.CellType;
import java.nio.ByteBuffer;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the name of a run: equal for runs that would give the same numbers, unequal for all others. How a task is worded is not in it:
 * its title, its source and the names of its classes.
 */
final class RunId {

    /** Digits kept of the digest; 64 bits are plenty for the runs of one file. */
    private static final int LENGTH = 16;

    private RunId() {}

    static String of(SequenceDataset data, CellType cell, long seed, RunSettings settings) {
        SequenceTask task = data.task();
        String whole = String.join(
                "\n",
                "format " + RunRecord.FORMAT,
                "gru4j " + Versions.gru4j(),
                "code " + CodeDigest.value(),
                "dl4j " + Versions.dl4j(),
                "threads " + EnvironmentProbe.threads(),
                "task " + task.name(),
                "data " + task.provenance().sha256(),
                "shape " + task.kind() + " " + task.steps() + " " + task.inputSize() + " " + task.outputSize(),
                "splits " + task.provenance().train() + " "
                        + task.provenance().validation() + " "
                        + task.provenance().test(),
                // The same sequences, measured otherwise.
                "metric " + task.metric() + " in " + task.unit(),
                "baselines " + task.baselines(),
                // The same sequences, learnt otherwise.
                "class weights " + data.classWeights(),
                "embedding " + data.embedding().map(RunId::digest).orElse("drawn"),
                "cell " + cell.id(),
                "implementation " + Implementation.of(cell),
                "seed " + seed,
                settings.toString());
        return DigestUtils.sha256Hex(whole).substring(0, LENGTH);
    }

    private static String digest(INDArray vectors) {
        var digest = DigestUtils.getSha256Digest();
        for (float[] vector : vectors.toFloatMatrix()) {
            var bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
            bytes.asFloatBuffer().put(vector);
            digest.update(bytes);
        }
        return Hex.encodeHexString(digest.digest());
    }
}
