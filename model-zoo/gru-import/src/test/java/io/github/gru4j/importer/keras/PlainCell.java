package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** One direction of a recurrent layer as Keras's documents write it, in double precision, unit by unit. */
final class PlainCell {

    private final String kind;
    private final boolean resetAfter;
    private final DoubleUnaryOperator activation;
    private final DoubleUnaryOperator gate;
    private final int units;
    private final int gates;
    private final double[][] kernel;
    private final double[][] recurrent;
    private final double[] bias;
    private final double[] recurrentBias;

    PlainCell(String kind, JsonNode config, List<Weight> weights, int version) {
        this.kind = kind;
        this.units = config.path(config.has("units") ? "units" : "output_dim").asInt();
        boolean cudnn = kind.startsWith("CuDNN");
        this.gates = kind.endsWith("GRU") ? 3 : kind.endsWith("LSTM") ? 4 : 1;
        this.resetAfter = cudnn || config.path("reset_after").asBoolean(version >= 3);
        this.activation =
                PlainKeras.activation(cudnn ? "tanh" : config.path("activation").asText(), version);
        this.gate = PlainKeras.activation(
                cudnn
                        ? "sigmoid"
                        : config.path(config.has("inner_activation") ? "inner_activation" : "recurrent_activation")
                                .asText(),
                version);
        boolean keras1 = gates > 1 && weights.size() == 3 * gates;
        int in = weights.get(0).shape().get(0).intValue();
        this.kernel = new double[in][gates * units];
        this.recurrent = new double[units][gates * units];
        this.bias = new double[gates * units];
        this.recurrentBias = new double[gates * units];
        // Keras 1's LSTM comes as i, c, f, o.
        int[] place = gates == 4 && keras1 ? new int[] {0, 2, 1, 3} : new int[] {0, 1, 2, 3};
        for (int g = 0; g < gates; g++) {
            for (int u = 0; u < units; u++) {
                int to = place[g] * units + u;
                int all = gates * units;
                for (int i = 0; i < in; i++) {
                    kernel[i][to] = keras1
                            ? weights.get(3 * g).values()[i * units + u]
                            : weights.get(0).values()[cudnn ? cudnnInput(i, u, g, in, all) : i * all + g * units + u];
                }
                for (int i = 0; i < units; i++) {
                    recurrent[i][to] = keras1
                            ? weights.get(3 * g + 1).values()[i * units + u]
                            : weights.get(1).values()[cudnn ? u * all + g * units + i : i * all + g * units + u];
                }
                if (keras1) {
                    bias[to] = weights.get(3 * g + 2).values()[u];
                } else if (weights.size() == 3) {
                    float[] b = weights.get(2).values();
                    bias[to] = b[g * units + u];
                    recurrentBias[to] = b.length == 2 * all ? b[all + g * units + u] : 0;
                }
            }
        }
    }

    /** Where cuDNN's layers keep what a plain layer has at [i, u] of a gate: Keras writes it transposed, reshaped back. */
    private int cudnnInput(int i, int u, int g, int in, int all) {
        int flat = u * in + i;
        return flat / units * all + g * units + flat % units;
    }

    int units() {
        return units;
    }

    /** Outputs at all steps, in the order of reading put back to the order of the steps. */
    double[][] run(double[][] input, boolean[] mask, boolean backwards) {
        var outputs = new double[input.length][];
        var h = new double[units];
        var c = new double[units];
        for (int step = 0; step < input.length; step++) {
            int t = backwards ? input.length - 1 - step : step;
            if (mask == null || mask[t]) {
                h = switch (gates) {
                    case 3 -> gru(input[t], h);
                    case 4 -> lstm(input[t], h, c);
                    default -> simple(input[t], h);
                };
            }
            outputs[t] = h;
        }
        return outputs;
    }

    private double input(double[] x, int column) {
        double sum = bias[column];
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * kernel[i][column];
        }
        return sum;
    }

    private double state(double[] h, int column) {
        double sum = recurrentBias[column];
        for (int i = 0; i < h.length; i++) {
            sum += h[i] * recurrent[i][column];
        }
        return sum;
    }

    private double[] gru(double[] x, double[] h) {
        var z = new double[units];
        var r = new double[units];
        var reset = new double[units];
        for (int u = 0; u < units; u++) {
            z[u] = gate.applyAsDouble(input(x, u) + state(h, u));
            r[u] = gate.applyAsDouble(input(x, units + u) + state(h, units + u));
            reset[u] = r[u] * h[u];
        }
        var next = new double[units];
        for (int u = 0; u < units; u++) {
            double inner = resetAfter ? r[u] * state(h, 2 * units + u) : state(reset, 2 * units + u);
            double candidate = activation.applyAsDouble(input(x, 2 * units + u) + inner);
            next[u] = z[u] * h[u] + (1 - z[u]) * candidate;
        }
        return next;
    }

    private double[] lstm(double[] x, double[] h, double[] c) {
        var next = new double[units];
        for (int u = 0; u < units; u++) {
            double i = gate.applyAsDouble(input(x, u) + state(h, u));
            double f = gate.applyAsDouble(input(x, units + u) + state(h, units + u));
            double candidate = activation.applyAsDouble(input(x, 2 * units + u) + state(h, 2 * units + u));
            double o = gate.applyAsDouble(input(x, 3 * units + u) + state(h, 3 * units + u));
            c[u] = f * c[u] + i * candidate;
            next[u] = o * activation.applyAsDouble(c[u]);
        }
        return next;
    }

    private double[] simple(double[] x, double[] h) {
        var next = new double[units];
        for (int u = 0; u < units; u++) {
            next[u] = activation.applyAsDouble(input(x, u) + state(h, u));
        }
        return next;
    }

    @Override
    public String toString() {
        return kind;
    }
}
