package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** A model of Keras run for one example from its raw arrays, in double precision and plain loops; what imports are held to. */
final class PlainKeras {

    /**
     * @param steps rows of features; a vector is a single row
     * @param mask or null
     */
    @SuppressWarnings("ArrayRecordComponent") // only read
    record Value(double[][] steps, boolean sequence, boolean[] mask) {
        Value with(double[][] other) {
            return new Value(other, sequence, mask);
        }
    }

    private final KerasModel model;

    PlainKeras(KerasModel model) {
        this.model = model;
    }

    /** @param inputs rows of features; word ids as one row of a vector */
    double[][] run(double[][]... inputs) throws Exception {
        var architecture = KerasArchitecture.of(model);
        Map<String, Value> values = new HashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            values.put(architecture.inputs().get(i), new Value(inputs[i], true, null));
        }
        for (KerasNode node : architecture.nodes()) {
            if (node.kind().equals("InputLayer")
                    || node.kind().equals("NotEqual")
                    || node.kind().equals("Any")) {
                continue;
            }
            var read = node.inputs().stream().map(values::get).toList();
            if (node.config().path("merge_mode").isNull()) {
                values.put(node.name(), bidirectional(node, read.get(0), "forward"));
                values.put(KerasCall.output(node.name(), 1), bidirectional(node, read.get(0), "backward"));
            } else {
                values.put(node.name(), run(node, read));
            }
        }
        return values.get(architecture.outputs().get(0)).steps();
    }

    private List<Weight> weights(KerasNode node) {
        return model.weights().get(node.name());
    }

    private Value run(KerasNode node, List<Value> inputs) {
        Value in = inputs.get(0);
        JsonNode config = node.config();
        return switch (node.kind()) {
            case "GRU", "CuDNNGRU", "LSTM", "CuDNNLSTM", "SimpleRNN" -> recurrent(node, in);
            case "Bidirectional" ->
                bidirectional(node, in, config.path("merge_mode").asText());
            case "TimeDistributed" ->
                in.with(run(node.inner(config.path("layer")), inputs).steps());
            case "Dense" -> in.with(rows(in.steps(), row -> dense(row, weights(node), config)));
            case "Embedding" -> embedding(node, in);
            case "Masking" -> masking(in, config.path("mask_value").asDouble());
            case "BatchNormalization" -> in.with(rows(in.steps(), row -> normalise(row, weights(node), config)));
            case "Activation" -> in.with(rows(in.steps(), row -> activate(row, config)));
            case "ReLU" -> in.with(rows(in.steps(), row -> each(row, x -> Math.max(0, x))));
            case "LeakyReLU" -> in.with(rows(in.steps(), row -> each(row, leaky(config))));
            case "ELU" -> in.with(rows(in.steps(), row -> each(row, elu(config))));
            case "Softmax" -> in.with(rows(in.steps(), PlainKeras::softmax));
            case "Conv1D", "Convolution1D" -> convolution(in, weights(node), config);
            case "MaxPooling1D", "AveragePooling1D" -> pooling(node, in);
            case "GlobalMaxPooling1D" -> vector(pool(Arrays.asList(in.steps()), true));
            case "GlobalAveragePooling1D" -> vector(pool(kept(in), false));
            case "Flatten" ->
                vector(Arrays.stream(in.steps()).flatMapToDouble(Arrays::stream).toArray());
            case "RepeatVector" -> {
                var steps = new double[config.path("n").asInt()][];
                Arrays.fill(steps, in.steps()[0]);
                yield new Value(steps, true, null);
            }
            case "Concatenate", "Add", "Multiply", "Average", "Maximum", "Subtract" -> merge(node.kind(), inputs);
            case "Merge" -> merge(config.path("mode").asText(), inputs);
            case "Dropout", "SpatialDropout1D", "GaussianNoise" -> in;
            default -> throw new IllegalArgumentException(node.kind());
        };
    }

    private static Value vector(double[] values) {
        return new Value(new double[][] {values}, false, null);
    }

    private interface Row {
        double[] apply(double[] row);
    }

    private static double[][] rows(double[][] steps, Row function) {
        return Arrays.stream(steps).map(function::apply).toArray(double[][]::new);
    }

    private Value recurrent(KerasNode node, Value in) {
        var cell = new PlainCell(node.kind(), node.config(), weights(node), model.version());
        boolean backwards = node.config().path("go_backwards").asBoolean(false);
        double[][] outputs = cell.run(in.steps(), in.mask(), backwards);
        if (!node.config().path("return_sequences").asBoolean(false)) {
            return vector(outputs[backwards ? 0 : outputs.length - 1]);
        }
        if (backwards) {
            var reversed = new ArrayList<>(Arrays.asList(outputs));
            java.util.Collections.reverse(reversed);
            outputs = reversed.toArray(double[][]::new);
        }
        if (node.config().path("zero_output_for_mask").asBoolean(false)) {
            for (int t = 0; t < outputs.length; t++) {
                outputs[t] = in.mask()[t] ? outputs[t] : new double[outputs[t].length];
            }
        }
        return in.with(outputs);
    }

    private Value bidirectional(KerasNode node, Value in, String mode) {
        JsonNode inner = node.config().path("layer");
        String kind = inner.path("class_name").asText();
        List<Weight> all = weights(node);
        var forward = new PlainCell(kind, inner.path("config"), all.subList(0, all.size() / 2), model.version());
        var backward =
                new PlainCell(kind, inner.path("config"), all.subList(all.size() / 2, all.size()), model.version());
        double[][] f = forward.run(in.steps(), in.mask(), false);
        double[][] b = backward.run(in.steps(), in.mask(), true);
        if (in.mask() != null
                && model.isBidirectionalZeroAtMask()
                && inner.path("config").path("return_sequences").asBoolean(false)) {
            for (int t = 0; t < f.length; t++) {
                f[t] = in.mask()[t] ? f[t] : new double[f[t].length];
                b[t] = in.mask()[t] ? b[t] : new double[b[t].length];
            }
        }
        if (!inner.path("config").path("return_sequences").asBoolean(false)) {
            return vector(combine(mode, f[f.length - 1], b[0]));
        }
        var steps = new double[f.length][];
        for (int t = 0; t < f.length; t++) {
            steps[t] = combine(mode, f[t], b[t]);
        }
        return in.with(steps);
    }

    private static double[] combine(String mode, double[] a, double[] b) {
        if (mode.equalsIgnoreCase("concat") || mode.equals("Concatenate")) {
            double[] both = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, both, a.length, b.length);
            return both;
        }
        if (mode.equals("forward") || mode.equals("backward")) {
            return mode.equals("forward") ? a : b;
        }
        var result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = switch (mode) {
                case "sum", "Add" -> a[i] + b[i];
                case "mul", "Multiply" -> a[i] * b[i];
                case "Maximum" -> Math.max(a[i], b[i]);
                case "Subtract" -> a[i] - b[i];
                case "ave", "Average" -> (a[i] + b[i]) / 2;
                default -> throw new IllegalArgumentException(mode);
            };
        }
        return result;
    }

    private static Value merge(String kind, List<Value> inputs) {
        Value result = inputs.get(0);
        for (Value next : inputs.subList(1, inputs.size())) {
            var steps = new double[result.steps().length][];
            for (int t = 0; t < steps.length; t++) {
                steps[t] = combine(kind, result.steps()[t], next.steps()[t]);
            }
            result = result.with(steps);
        }
        return result;
    }

    private double[] dense(double[] row, List<Weight> weights, JsonNode config) {
        int units = weights.get(0).shape().get(1).intValue();
        var out = new double[units];
        for (int u = 0; u < units; u++) {
            out[u] = weights.size() > 1 ? weights.get(1).values()[u] : 0;
            for (int i = 0; i < row.length; i++) {
                out[u] += row[i] * weights.get(0).values()[i * units + u];
            }
        }
        return activate(out, config);
    }

    private double[] activate(double[] row, JsonNode config) {
        String name = config.path("activation").asText("linear");
        if (!name.equals("softmax")) {
            return Arrays.stream(row).map(activation(name, model.version())).toArray();
        }
        return softmax(row);
    }

    private static double[] softmax(double[] row) {
        double sum = Arrays.stream(row).map(Math::exp).sum();
        return each(row, x -> Math.exp(x) / sum);
    }

    private static double[] each(double[] row, DoubleUnaryOperator function) {
        return Arrays.stream(row).map(function).toArray();
    }

    private static DoubleUnaryOperator leaky(JsonNode config) {
        double slope =
                config.path("alpha").path("value").asDouble(config.path("alpha").asDouble());
        return x -> x > 0 ? x : slope * x;
    }

    private static DoubleUnaryOperator elu(JsonNode config) {
        return x -> x > 0 ? x : config.path("alpha").asDouble() * Math.expm1(x);
    }

    static DoubleUnaryOperator activation(String name, int version) {
        return switch (name) {
            case "tanh" -> Math::tanh;
            case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            case "hard_sigmoid" ->
                version >= 3 ? x -> Math.min(6, Math.max(0, x + 3)) / 6 : x -> Math.min(1, Math.max(0, 0.2 * x + 0.5));
            case "relu" -> x -> Math.max(0, x);
            case "linear", "" -> x -> x;
            case "elu" -> x -> x > 0 ? x : Math.expm1(x);
            case "softplus" -> x -> Math.log1p(Math.exp(x));
            case "softsign" -> x -> x / (1 + Math.abs(x));
            case "selu" -> x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
            case "swish", "silu" -> x -> x / (1 + Math.exp(-x));
            case "relu6" -> x -> Math.min(6, Math.max(0, x));
            case "leaky_relu" -> x -> x > 0 ? x : 0.2 * x;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Value embedding(KerasNode node, Value in) {
        Weight table = weights(node).get(0);
        int size = table.shape().get(1).intValue();
        double[] ids = in.steps()[0];
        var steps = new double[ids.length][size];
        var mask = new boolean[ids.length];
        for (int t = 0; t < ids.length; t++) {
            mask[t] = ids[t] != 0;
            for (int i = 0; i < size; i++) {
                steps[t][i] = table.values()[((int) ids[t]) * size + i];
            }
        }
        return new Value(steps, true, node.config().path("mask_zero").asBoolean() ? mask : null);
    }

    private static Value masking(Value in, double maskValue) {
        var mask = new boolean[in.steps().length];
        var steps = new double[mask.length][];
        for (int t = 0; t < mask.length; t++) {
            mask[t] = Arrays.stream(in.steps()[t]).anyMatch(x -> x != maskValue);
            steps[t] = mask[t] ? in.steps()[t] : new double[in.steps()[t].length];
        }
        return new Value(steps, true, mask);
    }

    private static double[] normalise(double[] row, List<Weight> weights, JsonNode config) {
        int at = 0;
        float[] gamma = config.path("scale").asBoolean(true) ? weights.get(at++).values() : null;
        float[] beta = config.path("center").asBoolean(true) ? weights.get(at++).values() : null;
        float[] mean = weights.get(at++).values();
        float[] variance = weights.get(at).values();
        var out = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            out[i] = (row[i] - mean[i])
                    / Math.sqrt(variance[i] + config.path("epsilon").asDouble());
            out[i] = out[i] * (gamma == null ? 1 : gamma[i]) + (beta == null ? 0 : beta[i]);
        }
        return out;
    }

    private Value convolution(Value in, List<Weight> weights, JsonNode config) {
        var shape = weights.get(0).shape();
        int k = shape.get(0).intValue();
        // Keras 1 has a dimension of 1 in between.
        int channels = shape.get(shape.size() - 2).intValue();
        int filters = shape.get(shape.size() - 1).intValue();
        int stride = config.path("strides")
                .path(0)
                .asInt(config.path("subsample_length").asInt(1));
        int dilation = config.path("dilation_rate").path(0).asInt(1);
        int time = in.steps().length;
        int window = (k - 1) * dilation + 1;
        int[] frame = frame(
                time,
                window,
                stride,
                config.path("padding").asText(config.path("border_mode").asText()));
        var steps = new double[frame[0]][filters];
        for (int t = 0; t < steps.length; t++) {
            for (int f = 0; f < filters; f++) {
                double sum = weights.size() > 1 ? weights.get(1).values()[f] : 0;
                for (int j = 0; j < k; j++) {
                    int at = t * stride - frame[1] + j * dilation;
                    for (int c = 0; c < channels && at >= 0 && at < time; c++) {
                        sum += in.steps()[at][c] * weights.get(0).values()[(j * channels + c) * filters + f];
                    }
                }
                steps[t][f] = sum;
            }
        }
        return new Value(rows(steps, row -> activate(row, config)), true, null);
    }

    /** How many outputs, and how many steps of padding before the first. */
    private static int[] frame(int time, int window, int stride, String padding) {
        return switch (padding) {
            case "valid" -> new int[] {(time - window) / stride + 1, 0};
            case "causal" -> new int[] {(time + stride - 1) / stride, window - 1};
            default -> {
                int count = (time + stride - 1) / stride;
                yield new int[] {count, Math.max(0, (count - 1) * stride + window - time) / 2};
            }
        };
    }

    private static Value pooling(KerasNode node, Value in) {
        int size = node.config().path("pool_size").path(0).asInt();
        int stride = node.config().path("strides").path(0).asInt();
        int time = in.steps().length;
        int[] frame = frame(time, size, stride, node.config().path("padding").asText());
        var steps = new double[frame[0]][];
        for (int t = 0; t < steps.length; t++) {
            var window = new ArrayList<double[]>();
            for (int j = 0; j < size; j++) {
                int at = t * stride - frame[1] + j;
                if (at >= 0 && at < time) {
                    window.add(in.steps()[at]);
                }
            }
            steps[t] = pool(window, node.kind().startsWith("Max"));
        }
        return new Value(steps, true, null);
    }

    private static List<double[]> kept(Value in) {
        var kept = new ArrayList<double[]>();
        for (int t = 0; t < in.steps().length; t++) {
            if (in.mask() == null || in.mask()[t]) {
                kept.add(in.steps()[t]);
            }
        }
        return kept;
    }

    private static double[] pool(List<double[]> steps, boolean max) {
        double[] result = steps.get(0).clone();
        for (double[] step : steps.subList(1, steps.size())) {
            for (int i = 0; i < result.length; i++) {
                result[i] = max ? Math.max(result[i], step[i]) : result[i] + step[i];
            }
        }
        return max ? result : Arrays.stream(result).map(x -> x / steps.size()).toArray();
    }
}
