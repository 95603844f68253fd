package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keras's GRU and CuDNNGRU for DL4J's own {@code KerasModelImport}, which makes one for each such layer of a file once
 * {@link KerasImport#registerWithDl4j} was called; there is no need to make one.
 *
 * <p>What DL4J's importer does not tell a layer of others, it cannot do: see {@link KerasImport#registerWithDl4j}.
 */
public final class KerasGru extends KerasLayer {

    private static final Logger LOG = LoggerFactory.getLogger(KerasGru.class);

    /** Arrays of a GRU in Keras's order: those of Keras 2, and the nine of Keras 1. */
    private static final List<String> KERAS_2 = List.of("kernel", "recurrent_kernel", "bias");

    private static final List<String> KERAS_1 = List.of("W_z", "U_z", "b_z", "W_r", "U_r", "b_r", "W_h", "U_h", "b_h");

    private final KerasRecurrent cell;
    private final List<String> arrays;

    /**
     * Called by DL4J.
     *
     * @param layerConfig of the layer, as DL4J parsed it
     * @throws UnsupportedKerasConfigurationException if it has options that DL4J's importer cannot carry out
     * @throws InvalidKerasConfigurationException if the configuration is broken
     */
    public KerasGru(Map<String, Object> layerConfig)
            throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        super(withoutTraining(layerConfig), false);
        JsonNode config = new ObjectMapper().valueToTree(layerConfig).path("config");
        var warnings = new ArrayList<String>();
        try {
            cell = new KerasRecurrent(
                    new KerasNode(layerName, className, config, KerasCall.of()), kerasMajorVersion, warnings);
            cell.requireSupported();
            if (cell.isBackwards()) {
                throw new UnsupportedLayerException(
                        "go_backwards is true, which DL4J's importer cannot carry out; load the file with KerasImport.load");
            }
            // The size of the input is DL4J's to set.
            BaseRecurrentLayer gru = cell.layer(0);
            gru.setLayerName(layerName);
            // The network's, which DL4J takes from the file.
            gru.setIUpdater(null);
            // What DL4J's importer gives the layers of its own.
            gru.setRnnDataFormat(RNNFormat.NWC);
            layer = cell.isSequence() ? gru : new LastTimeStep(gru);
            layer.setLayerName(layerName);
        } catch (UnsupportedLayerException unsupported) {
            throw new UnsupportedKerasConfigurationException(
                    "layer \"" + layerName + "\" (" + className + "): " + unsupported.getMessage());
        }
        warnings.forEach(LOG::warn);
        arrays = kerasMajorVersion == 1 ? KERAS_1 : KERAS_2.subList(0, cell.hasBias() ? 3 : 2);
    }

    /** DL4J refuses some regularisers that only matter to training, even when it is told not to train. */
    private static Map<String, Object> withoutTraining(Map<String, Object> layerConfig) {
        var result = new HashMap<>(layerConfig);
        if (layerConfig.get("config") instanceof Map<?, ?> config) {
            var kept = new HashMap<Object, Object>(config);
            for (String key : KerasTrainingOptions.KEYS) {
                if (kept.remove(key) != null) {
                    LOG.warn("layer {}: {} is left out; it only matters to training", config.get("name"), key);
                }
            }
            result.put("config", kept);
        }
        return result;
    }

    @Override
    public InputType getOutputType(InputType... inputType) throws InvalidKerasConfigurationException {
        InputPreProcessor before = getInputPreprocessor(inputType);
        return layer.getOutputType(-1, before == null ? inputType[0] : before.getOutputType(inputType[0]));
    }

    @Override
    public InputPreProcessor getInputPreprocessor(InputType... inputType) throws InvalidKerasConfigurationException {
        if (inputType.length != 1) {
            throw new InvalidKerasConfigurationException("layer \"" + layerName + "\" (" + className
                    + "): expected one input, found " + inputType.length
                    + "; an initial state from another layer cannot be imported");
        }
        return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
                inputType[0], TimeSeriesUtils.getFormatFromRnnLayer(layer), layerName);
    }

    @Override
    public int getNumParams() {
        return arrays.size();
    }

    @Override
    public void setWeights(Map<String, INDArray> found) throws InvalidKerasConfigurationException {
        var ordered = new ArrayList<Weight>();
        for (String name : arrays) {
            INDArray array = found.get(name);
            if (array == null || found.size() != arrays.size()) {
                throw new InvalidKerasConfigurationException("layer \"" + layerName + "\" (" + className
                        + "): expected the arrays " + arrays + ", found " + found.keySet());
            }
            ordered.add(new Weight(
                    name,
                    Arrays.stream(array.shape()).boxed().toList(),
                    array.castTo(DataType.FLOAT).dup('c').data().asFloat()));
        }
        weights = new HashMap<>();
        try {
            cell.parameters(new KerasWeights(ordered), -1).forEach((key, value) -> weights.put(key, value.toNd4j()));
        } catch (UnsupportedLayerException unsupported) {
            throw new InvalidKerasConfigurationException(
                    "layer \"" + layerName + "\" (" + className + "): " + unsupported.getMessage());
        }
    }
}
