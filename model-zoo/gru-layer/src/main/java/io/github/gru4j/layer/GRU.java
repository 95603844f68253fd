package io.github.gru4j.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit (GRU) layer for Deeplearning4j.
 *
 * <p>Input [batch, nIn, time] and output [batch, nOut, time] ({@code RNNFormat.NCW}, the default), or [batch, time, nIn] and
 * [batch, time, nOut] ({@code NWC}). Parameters: see {@link GRUParamInitializer}. Equations: see
 * {@link io.github.gru4j.layer.kernel.GruKernel}; by default the reset gate acts after the recurrent product, as in Keras 2 and
 * later, PyTorch and cuDNN; {@link Builder#resetAfter resetAfter(false)} gives Cho et al. 2014 (arXiv:1406.1078).
 *
 * <p>The default activation is tanh and the default gate activation is sigmoid, whatever the network-wide default is. A
 * features mask is honoured, bare and wrapped; {@link MaskMode} says how. Under truncated backpropagation through time the
 * gradient of a segment starts from the state that was carried into it.
 *
 * <pre>{@code
 * var conf = new NeuralNetConfiguration.Builder()
 *         .updater(new Adam(1e-3))
 *         .list()
 *         .layer(new GRU.Builder().nOut(128).build())
 *         .layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
 *                 .nOut(10).activation(Activation.SOFTMAX).build())
 *         .setInputType(InputType.recurrent(28))
 *         .build();
 * }</pre>
 */
public final class GRU extends BaseRecurrentLayer {

    private static final long serialVersionUID = 1L;

    private boolean resetAfter = true;
    private boolean hasBias = true;
    private IActivation gateActivationFn = new ActivationSigmoid();
    private double updateGateBiasInit;
    private MaskMode maskMode = MaskMode.ZERO;
    private IDropout recurrentDropOut;

    /** For Jackson. */
    private GRU() {}

    private GRU(Builder builder) {
        super(builder);
        this.resetAfter = builder.resetAfter;
        this.hasBias = builder.hasBias;
        this.gateActivationFn = builder.gateActivationFn;
        this.updateGateBiasInit = builder.updateGateBiasInit;
        this.maskMode = builder.maskMode;
        this.recurrentDropOut = builder.recurrentDropOut;
        if (getActivationFn() == null) {
            setActivationFn(new ActivationTanH());
        }
        initializeConstraints(builder);
    }

    /** DL4J applies the constraints on all parameters, on weights and on biases; those on one matrix are each layer's own. */
    @Override
    protected void initializeConstraints(org.deeplearning4j.nn.conf.layers.Layer.Builder<?> builder) {
        super.initializeConstraints(builder);
        var own = (Builder) builder;
        constrain(own.getInputWeightConstraints(), GRUParamInitializer.INPUT_WEIGHT_KEY);
        constrain(own.getRecurrentConstraints(), GRUParamInitializer.RECURRENT_WEIGHT_KEY);
    }

    private void constrain(List<LayerConstraint> added, String key) {
        if (added == null) {
            return;
        }
        var all = constraints == null ? new ArrayList<LayerConstraint>() : new ArrayList<>(constraints);
        for (var constraint : added) {
            var copy = constraint.clone();
            copy.setParams(Set.of(key));
            all.add(copy);
        }
        constraints = all;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LayerValidation.assertNInNOutSet("GRU", getLayerName(), layerIndex, getNIn(), getNOut());
        requireDefaults(layerIndex);
        var layer = new GRULayer(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    private void requireDefaults(int layerIndex) {
        if (getWeightInitFn() == null || Double.isNaN(getBiasInit())) {
            throw new DL4JInvalidConfigException("GRU layer \"" + getLayerName() + "\" (index " + layerIndex
                    + ") has no weightInit, biasInit or updater: DL4J does not hand the network's defaults to a layer two"
                    + " wrappers deep, as in Bidirectional(LastTimeStep(GRU)); set the three in GRU.Builder");
        }
    }

    @Override
    public ParamInitializer initializer() {
        return GRUParamInitializer.getInstance();
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return GruMemoryReport.of(this, inputType);
    }

    /** Whether the reset gate acts after the recurrent product. */
    public boolean isResetAfter() {
        return resetAfter;
    }

    /** Whether the layer has biases. */
    public boolean isHasBias() {
        return hasBias;
    }

    /** Activation of the update and reset gates. */
    public IActivation getGateActivationFn() {
        return gateActivationFn;
    }

    /** What is added to the initial bias of the update gate. */
    public double getUpdateGateBiasInit() {
        return updateGateBiasInit;
    }

    /** What a masked step does to the state and the output. */
    public MaskMode getMaskMode() {
        return maskMode;
    }

    /** Dropout on the state as the gates see it, in training; null for none. */
    public IDropout getRecurrentDropOut() {
        return recurrentDropOut;
    }

    @Override
    public GRU clone() {
        var copy = (GRU) super.clone();
        // Dropout keeps values of its own between calls: layers must not share it.
        copy.recurrentDropOut = recurrentDropOut == null ? null : recurrentDropOut.clone();
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof GRU that)) {
            return false;
        }
        return super.equals(that)
                && resetAfter == that.resetAfter
                && hasBias == that.hasBias
                && Double.compare(updateGateBiasInit, that.updateGateBiasInit) == 0
                && maskMode == that.maskMode
                && Objects.equals(recurrentDropOut, that.recurrentDropOut)
                && Objects.equals(gateActivationFn, that.gateActivationFn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(),
                resetAfter,
                hasBias,
                updateGateBiasInit,
                maskMode,
                gateActivationFn,
                recurrentDropOut);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof GRU;
    }

    @Override
    public String toString() {
        return "GRU(super=" + super.toString() + ", resetAfter=" + resetAfter + ", hasBias=" + hasBias
                + ", gateActivationFn=" + gateActivationFn + ", updateGateBiasInit=" + updateGateBiasInit
                + ", maskMode="
                + maskMode + ", recurrentDropOut=" + recurrentDropOut + ")";
    }

    /**
     * Builds a {@link GRU}. Required: {@code nOut}; {@code nIn} too, unless the network has an input type.
     *
     * <p>What is inherited means what it means for DL4J's LSTM: weight initialisation, updaters, regularisation, dropout on
     * the input, weight noise, constraints, {@code dataFormat}.
     */
    @SuppressWarnings("unchecked") // build() of DL4J's raw Layer.Builder returns any type the caller asks for
    public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {

        private boolean resetAfter = true;
        private boolean hasBias = true;
        private IActivation gateActivationFn = new ActivationSigmoid();
        private double updateGateBiasInit;
        private MaskMode maskMode = MaskMode.ZERO;
        private IDropout recurrentDropOut;

        /**
         * Where the reset gate acts: after the recurrent product (true: Keras 2 and later, PyTorch, cuDNN, ONNX with
         * {@code linear_before_reset=1}) or before it (false: Cho 2014, Keras 1, ONNX by default). Default: true.
         */
        public Builder resetAfter(boolean resetAfter) {
            this.resetAfter = resetAfter;
            return this;
        }

        /** Whether to have biases. Default: true. */
        public Builder hasBias(boolean hasBias) {
            this.hasBias = hasBias;
            return this;
        }

        /** Activation of the update and reset gates; should map to 0..1. Default: sigmoid. */
        public Builder gateActivationFunction(IActivation gateActivationFn) {
            this.gateActivationFn = gateActivationFn;
            return this;
        }

        /** Activation of the update and reset gates; should map to 0..1. Default: sigmoid. */
        public Builder gateActivationFunction(Activation gateActivationFn) {
            return gateActivationFunction(gateActivationFn.getActivationFunction());
        }

        /** Activation of the update and reset gates by its DL4J name; should map to 0..1. Default: "sigmoid". */
        public Builder gateActivationFunction(String gateActivationFn) {
            return gateActivationFunction(Activation.fromString(gateActivationFn));
        }

        /**
         * Added to {@code biasInit} for the update gate. Above zero the layer keeps its state at first: the counterpart of the
         * LSTM's forget gate bias, which DL4J sets to 1 (Jozefowicz et al. 2015). Default: 0.
         */
        public Builder updateGateBiasInit(double updateGateBiasInit) {
            this.updateGateBiasInit = updateGateBiasInit;
            return this;
        }

        /** What a masked step does to the state and the output. Default: {@link MaskMode#ZERO}, DL4J's way. */
        public Builder maskMode(MaskMode maskMode) {
            this.maskMode = maskMode;
            return this;
        }

        /**
         * Dropout on the state where it meets the recurrent weights, in training: one mask for each gate, the same at all steps of
         * a sequence (Gal and Ghahramani 2016, arXiv:1512.05287; Keras's {@code recurrent_dropout}). The state that the update
         * gate keeps is not dropped.
         *
         * @param retainProbability of each element, as everywhere in DL4J (Keras gives the opposite: 1 - p); 1 for no dropout
         */
        public Builder recurrentDropOut(double retainProbability) {
            require(
                    retainProbability > 0 && retainProbability <= 1,
                    "recurrentDropOut is " + retainProbability
                            + "; expected the probability of keeping an element, above 0 and at most 1");
            return recurrentDropOut(retainProbability == 1.0 ? null : new Dropout(retainProbability));
        }

        /**
         * Dropout on the state where it meets the recurrent weights; see {@link #recurrentDropOut(double)}.
         *
         * @param dropOut one that multiplies each element: {@link Dropout} or {@link GaussianDropout}; null for none
         */
        public Builder recurrentDropOut(IDropout dropOut) {
            this.recurrentDropOut = dropOut;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws DL4JInvalidConfigException if {@code nOut} is missing, a value is null or an activation cannot serve here
         */
        @Override
        public GRU build() {
            require(nOut > 0, "nOut is " + nOut + "; give the width of the state with nOut(...)");
            require(gateActivationFn != null, "gateActivationFunction is null");
            require(maskMode != null, "maskMode is null; expected one of " + List.of(MaskMode.values()));
            require(
                    hasBias || updateGateBiasInit == 0,
                    "updateGateBiasInit is " + updateGateBiasInit + " but hasBias is false; drop one of the two");
            requireStateless("activation", activationFn);
            requireStateless("gateActivationFunction", gateActivationFn);
            require(
                    recurrentDropOut == null
                            || recurrentDropOut instanceof Dropout
                            || recurrentDropOut instanceof GaussianDropout,
                    "recurrentDropOut is " + recurrentDropOut
                            + ", which does not multiply each element by itself; expected Dropout or GaussianDropout");
            return new GRU(this);
        }

        private void requireStateless(String option, IActivation activation) {
            require(
                    !(activation instanceof ActivationRReLU || activation instanceof ActivationPReLU),
                    option + " is " + activation
                            + ", which keeps values of its own between calls and cannot be applied step by step; use relu or"
                            + " leakyrelu");
        }

        private void require(boolean condition, String problem) {
            if (!condition) {
                throw new DL4JInvalidConfigException("GRU layer \"" + layerName + "\": " + problem);
            }
        }
    }
}
