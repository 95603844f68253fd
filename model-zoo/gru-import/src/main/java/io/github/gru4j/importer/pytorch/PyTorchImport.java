package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ImportedModel;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.Inspection;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the GRUs of a PyTorch {@code state_dict} from a safetensors file, or from a file of {@code torch.save} (PyTorch 1.6 or
 * later), which may be a checkpoint with more in it.
 *
 * <p>A GRU is known by the names of its weights ({@code PREFIXweight_ih_l0} and so on) and by their shapes. What a file of
 * {@code torch.save} names beyond tensors and dictionaries is refused, and nothing of it is ever run. Weights become FLOAT.
 *
 * <p>All methods throw {@link ModelFormatException}, which names the file, if the file is broken or holds what is not read.
 *
 * <pre>{@code
 * var grus = PyTorchImport.grus(Path.of("model.pt"));
 * var net = PyTorchImport.load(Path.of("model.pt"), "encoder.rnn").network();
 * }</pre>
 *
 * <p>Source: the documentation of torch.nn.GRU, torch.serialization and safetensors.
 */
public final class PyTorchImport {

    private PyTorchImport() {}

    /** Every recurrent layer of a file, LSTM and RNN among them, and how much else there is. */
    public static Inspection inspect(Path file) throws IOException {
        return reading(file, state -> {
            var layers = new ArrayList<LayerSummary>();
            long recurrent = 0;
            for (var module : RecurrentModule.in(state.tensors())) {
                module.layers().values().forEach(layer -> layers.add(summary(layer)));
                recurrent += module.tensors().size();
            }
            var notes = new ArrayList<>(state.notes());
            long others = state.tensors().size() - recurrent;
            if (others > 0) {
                notes.add(others
                        + " other tensors: a state_dict does not say how they are connected, only recurrent layers"
                        + " are read");
            }
            return new Inspection(state.format(), layers, notes);
        });
    }

    /**
     * Every GRU layer of a file, in its order; named by its prefix and {@code l0}, {@code l1} and so on.
     *
     * @return may be empty
     */
    public static List<ImportedGru> grus(Path file) throws IOException {
        return reading(file, state -> {
            var grus = new ArrayList<ImportedGru>();
            var modules = RecurrentModule.in(state.tensors());
            requireMemory(file, modules);
            for (var module : modules) {
                for (var layer : module.layers().values()) {
                    String kind = layer.kind();
                    if (kind == null) {
                        throw new ModelFormatException(file, "\"" + layer.name() + "\": " + unclear(layer));
                    }
                    if (kind.equals("GRU")) {
                        grus.add(GruWeights.read(file, layer));
                    }
                }
            }
            return grus;
        });
    }

    /**
     * The stacked layers of one {@code torch.nn.GRU}, the first one first.
     *
     * @param prefix of the module's keys, with or without the dot at its end; empty for the file's only GRU; the beginning that
     *     DataParallel, torch.compile or a checkpoint puts before it may be left out
     */
    public static List<ImportedGru> gru(Path file, String prefix) throws IOException {
        return reading(file, state -> gru(state, find(state, prefix)));
    }

    /**
     * The stacked layers of one {@code torch.nn.GRU} as a MultiLayerNetwork: [batch, nIn, time] to [batch, H, time], or 2H if
     * both directions are read. It has no output layer; its updater is Adam(1e-3). DL4J's transfer learning adds what is wanted.
     *
     * @param prefix of the module's keys, with or without the dot at its end; empty for the file's only GRU; the beginning that
     *     DataParallel, torch.compile or a checkpoint puts before it may be left out
     */
    public static ImportedModel load(Path file, String prefix) throws IOException {
        return reading(file, state -> {
            var module = find(state, prefix);
            var grus = gru(state, module);
            var summaries = module.layers().values().stream()
                    .map(PyTorchImport::summary)
                    .toList();
            return new ImportedModel(GruStack.network(grus), summaries, state.notes());
        });
    }

    private interface Reading<T> {
        T read(StateFile state) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) throws IOException {
        return UntrustedFiles.read(file, () -> {
            try (var state = StateFile.open(file)) {
                return reading.read(state);
            }
        });
    }

    /** Many tensors may be views of one storage: together they may be far larger than their file. */
    private static void requireMemory(Path file, List<RecurrentModule> modules) throws ModelFormatException {
        double elements = modules.stream()
                .flatMap(module -> module.tensors().stream())
                .mapToDouble(StateTensor::count)
                .sum();
        UntrustedFiles.requireMemory(file, (long) (elements * Float.BYTES));
    }

    private static List<ImportedGru> gru(StateFile state, RecurrentModule module) throws IOException {
        requireMemory(state.path(), List.of(module));
        var grus = new ArrayList<ImportedGru>();
        for (var entry : module.layers().entrySet()) {
            var layer = entry.getValue();
            String kind = layer.kind();
            if (kind == null || !kind.equals("GRU")) {
                throw new ModelFormatException(
                        state.path(), "\"" + layer.name() + "\": " + (kind == null ? unclear(layer) : other(kind)));
            }
            if (entry.getKey() != grus.size()) {
                throw new ModelFormatException(
                        state.path(), "layer l" + grus.size() + " is missing before " + layer.name());
            }
            var gru = GruWeights.read(state.path(), layer);
            if (!grus.isEmpty()) {
                var below = grus.get(grus.size() - 1);
                long width = below.nOut() * below.cells().size();
                if (gru.nIn() != width) {
                    throw new ModelFormatException(
                            state.path(),
                            "\"" + layer.name() + "\" reads " + gru.nIn() + " features, the layer below it gives "
                                    + width);
                }
            }
            grus.add(gru);
        }
        return grus;
    }

    /** By its whole prefix; or by the end of it, or by nothing at all, if only one fits. */
    private static RecurrentModule find(StateFile state, String prefix) throws IOException {
        var all = RecurrentModule.in(state.tensors());
        String wanted = prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
        var whole =
                all.stream().filter(module -> module.prefix().equals(wanted)).toList();
        if (!whole.isEmpty()) {
            return whole.get(0);
        }
        if (wanted.isEmpty() && all.size() == 1) {
            return all.get(0);
        }
        var fitting = all.stream().filter(module -> fits(module, wanted)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        String there = (fitting.isEmpty() ? all : fitting)
                .stream().limit(50).map(module -> "\"" + module.prefix() + "\"").collect(Collectors.joining(", "));
        throw new ModelFormatException(
                state.path(),
                (fitting.isEmpty() ? "no recurrent layer has" : fitting.size() + " recurrent layers have")
                        + " the prefix \"" + prefix + "\"; there are: "
                        + (all.isEmpty() ? "none (no key ends in weight_ih_l0)" : there));
    }

    /** DataParallel puts "module." before all keys, torch.compile "_orig_mod.", a checkpoint the key of its state_dict. */
    private static boolean fits(RecurrentModule module, String wanted) {
        return wanted.isEmpty()
                ? module.layers().values().stream().allMatch(layer -> "GRU".equals(layer.kind()))
                : module.prefix().endsWith("." + wanted);
    }

    private static LayerSummary summary(RecurrentModule.Layer layer) {
        String kind = layer.kind();
        long parameters = layer.tensors().stream().mapToLong(StateTensor::count).sum();
        if (kind == null) {
            return new LayerSummary(layer.name(), "unknown", List.of(), parameters, List.of(), unclear(layer));
        }
        long directions = layer.isBidirectional() ? 2 : 1;
        var recurrent = layer.forward().get("weight_hh");
        var input = layer.forward().get("weight_ih");
        var options = new ArrayList<String>();
        if (input != null && input.shape().size() == 2) {
            options.add("nIn=" + input.shape().get(1));
        }
        options.add("bias=" + layer.forward().containsKey("bias_hh"));
        options.add("type=" + recurrent.typeName());
        if (kind.equals("GRU")) {
            options.add("resetAfter=true");
        }
        return new LayerSummary(
                layer.name(),
                layer.isBidirectional() ? "Bidirectional(" + kind + ")" : kind,
                List.of(-1L, -1L, directions * recurrent.shape().get(1)),
                parameters,
                options,
                kind.equals("GRU") ? GruWeights.problem(layer) : other(kind));
    }

    private static String other(String kind) {
        return "is an " + kind + (kind.equals("LSTM") ? " (4H rows of weights" : " (H rows of weights")
                + "), only GRUs are read from PyTorch";
    }

    private static String unclear(RecurrentModule.Layer layer) {
        var recurrent = layer.forward().get("weight_hh");
        return recurrent == null
                ? "weight_hh is missing beside " + layer.tensors().get(0).name()
                        + "; under weight norm or another parametrisation, remove that before saving"
                : recurrent.name() + " has the shape " + recurrent.shape()
                        + ", expected [3H, H] of a GRU, [4H, H] of an LSTM or [H, H] of an RNN";
    }
}
