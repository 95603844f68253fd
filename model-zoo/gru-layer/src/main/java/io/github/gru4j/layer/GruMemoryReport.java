package io.github.gru4j.layer;

import java.util.EnumMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;

/** Counts the array elements that a GRU works with, for DL4J's memory reports; matches the portable kernel. */
final class GruMemoryReport {

    private GruMemoryReport() {}

    static LayerMemoryReport of(GRU gru, InputType inputType) {
        var recurrent = (InputType.InputTypeRecurrent) inputType;
        // DL4J gives -1 when the length is open: then the figures are for one step.
        long time = Math.max(1, recurrent.getTimeSeriesLength());
        long width = gru.getNOut();
        long params = gru.initializer().numParams(gru);

        long inference = (gru.isResetAfter() ? 9 : 8) * width;
        // Forward: gates 3, recurrent 1, states 1. Backward: delta 3 and 3, slopes 3, (1 - z) and (h' - n) 2.
        long perStep = (gru.isResetAfter() ? 16 : 13) * width;
        long training = inference + time * perStep;

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
