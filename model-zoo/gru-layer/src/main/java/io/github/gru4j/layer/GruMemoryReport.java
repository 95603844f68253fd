package io.github.gru4j.layer;

import java.util.EnumMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;

/**
 * Counts the array elements that a GRU works with, for DL4J's memory reports: of the kernels the one that takes more, which for
 * training is the fast one and, as that goes through long sequences piece by piece, the portable one for inference.
 */
final class GruMemoryReport {

    /** As {@code kernel.onednn.Recurrence} limits itself; the portable kernel keeps 8 to 11. */
    private static final long TRAINING_PER_STATE = 15;

    private GruMemoryReport() {}

    static LayerMemoryReport of(GRU gru, InputType inputType) {
        var recurrent = (InputType.InputTypeRecurrent) inputType;
        // DL4J gives -1 when the length is open: then the figures are for one step.
        long time = Math.max(1, recurrent.getTimeSeriesLength());
        long width = gru.getNOut();
        long params = gru.initializer().numParams(gru);

        // The input as an operand, gates 3, states 1, and one step's.
        long inference = time * (gru.getNIn() + 4 * width) + 3 * width;
        long training = time * (TRAINING_PER_STATE * width + 2 * gru.getNIn());

        Map<CacheMode, Long> trainingByMode = new EnumMap<>(CacheMode.class);
        for (var mode : CacheMode.values()) {
            trainingByMode.put(mode, training);
        }
        return new LayerMemoryReport.Builder(gru.getLayerName(), GRU.class, inputType, gru.getOutputType(-1, inputType))
                .standardMemory(
                        params,
                        gru.getIUpdater() == null ? 0 : gru.getIUpdater().stateSize(params))
                .workingMemory(0, inference, MemoryReport.CACHE_MODE_ALL_ZEROS, trainingByMode)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
