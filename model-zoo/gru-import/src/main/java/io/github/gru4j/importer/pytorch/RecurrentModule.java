package io.github.gru4j.importer.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The weights of one recurrent module of PyTorch, by the names it gives them: {@code weight_ih_l0}, {@code bias_hh_l1_reverse}
 * and so on; a cell's ({@code torch.nn.GRUCell}) are those without {@code _l0}.
 *
 * @param prefix of its keys, empty or with a dot at its end
 * @param layers by number, each with its directions
 */
record RecurrentModule(String prefix, SortedMap<Integer, Layer> layers) {

    private static final Pattern KEY =
            Pattern.compile("(?s)(.*\\.)?((?:weight|bias)_(?:ih|hh|hr))(?:_l(\\d{1,3})(_reverse)?)?");

    /** The weights of a layer's directions by their names without number and direction, such as {@code weight_ih}. */
    record Layer(String name, Map<String, StateTensor> forward, Map<String, StateTensor> reverse) {

        boolean isBidirectional() {
            return !reverse.isEmpty();
        }

        List<StateTensor> tensors() {
            var all = new ArrayList<>(forward.values());
            all.addAll(reverse.values());
            return all;
        }

        /** What the shape of the recurrent weights [gates x H, H] says the module is, or null if it is none that PyTorch has. */
        String kind() {
            var recurrent = forward.get("weight_hh");
            if (recurrent == null
                    || recurrent.shape().size() != 2
                    || recurrent.shape().get(1) == 0) {
                return null;
            }
            long rows = recurrent.shape().get(0);
            long gates = rows / recurrent.shape().get(1);
            // An LSTM with projections has a recurrent matrix that is not as wide as its state.
            if (forward.containsKey("weight_hr")) {
                return "LSTM";
            }
            if (rows != gates * recurrent.shape().get(1)) {
                return null;
            }
            return gates == 1 ? "RNN" : gates == 3 ? "GRU" : gates == 4 ? "LSTM" : null;
        }
    }

    /** All recurrent modules among the tensors, in their order. */
    static List<RecurrentModule> in(List<StateTensor> tensors) {
        var modules = new LinkedHashMap<String, RecurrentModule>();
        for (var tensor : tensors) {
            var key = KEY.matcher(tensor.name());
            if (!key.matches()) {
                continue;
            }
            String prefix = key.group(1) == null ? "" : key.group(1);
            String number = key.group(3);
            // A cell has no number; it is a module of its own beside those that have one.
            var module = modules.computeIfAbsent(
                    number == null ? prefix + " cell" : prefix, p -> new RecurrentModule(prefix, new TreeMap<>()));
            String name = number != null ? prefix + "l" + Integer.parseInt(number) : cellName(prefix);
            var layer = module.layers()
                    .computeIfAbsent(
                            number == null ? 0 : Integer.parseInt(number),
                            n -> new Layer(name, new LinkedHashMap<>(), new LinkedHashMap<>()));
            (key.group(4) == null ? layer.forward() : layer.reverse()).put(key.group(2), tensor);
        }
        return List.copyOf(modules.values());
    }

    private static String cellName(String prefix) {
        return prefix.isEmpty() ? "cell" : prefix.substring(0, prefix.length() - 1);
    }

    /** All weights, of all layers. */
    List<StateTensor> tensors() {
        return layers.values().stream()
                .flatMap(layer -> layer.tensors().stream())
                .toList();
    }
}
