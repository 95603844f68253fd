package io.github.gru4j.importer.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.FileFormat;
import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ModelFiles;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What torch.save writes of GRUs, in all its ways. */
class TorchFilesTest {

    /** Of a GRU of one unit that reads two features: values 1 to 6, in PyTorch's order of gates r, z, n. */
    private static final float[] IN_OUR_ORDER = {3, 4, 1, 2, 5, 6};

    @TempDir
    private Path folder;

    /** Small whole numbers are exact in every type. */
    @ParameterizedTest
    @CsvSource({
        "Double, 8, little", "Float, 4, little", "Half, 2, little", "BFloat16, 2, little",
        "Double, 8, big", "Float, 4, big", "Half, 2, big", "BFloat16, 2, big"
    })
    void everyTypeAndByteOrder(String type, int bytes, String order) throws IOException {
        var pickle = gru(new PickleWriter().protocol().emptyDict().mark(), type + "Storage", "", new long[] {2, 1}, 0)
                .op('u');
        var numbers = ByteBuffer.allocate(6 * bytes)
                .order(order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 6; i++) {
            switch (type) {
                case "Double" -> numbers.putDouble(i);
                case "Float" -> numbers.putFloat(i);
                case "Half" -> numbers.putShort(half(i));
                default -> numbers.putShort((short) (Float.floatToIntBits(i) >> 16));
            }
        }
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("m/data.pkl", pickle.stop());
        entries.put("m/byteorder", order.getBytes(StandardCharsets.US_ASCII));
        entries.put("m/data/0", numbers.array());
        var file = TestFiles.write(folder, "typed.pt", TestFiles.zip(entries));

        assertThat(inOrder(PyTorchImport.grus(file).get(0))).containsExactly(IN_OUR_ORDER);
        assertThat(FileFormat.of(file)).isEqualTo(FileFormat.TORCH);
    }

    private static short half(int value) {
        int exponent = 31 - Integer.numberOfLeadingZeros(value);
        return (short) (((exponent + 15) << 10) | ((value << (10 - exponent)) & 0x3ff));
    }

    private static float[] inOrder(ImportedGru gru) {
        return gru.cells().get(0).w().transpose().dup('c').data().asFloat();
    }

    /** weight_ih_l0 [3, 2] of storage 0, and weight_hh_l0 [3, 1] of its first numbers. */
    private static PickleWriter gru(PickleWriter p, String storage, String prefix, long[] strides, int offset) {
        p.text(prefix + "weight_ih_l0").tensor(storage, "0", 6, offset, new long[] {3, 2}, strides);
        return p.text(prefix + "weight_hh_l0").tensor(storage, "0", 6, 0, new long[] {3, 1}, null);
    }

    /** A transposed matrix that was not made contiguous, of a storage that both weights share. */
    @Test
    void stridesAndSharedStorage() throws IOException {
        var pickle = gru(new PickleWriter().protocol().emptyDict().mark(), "FloatStorage", "", new long[] {1, 3}, 0)
                .op('u');
        // Columns 1, 3, 5 and 2, 4, 6.
        var file = TestFiles.write(
                folder,
                "strided.pt",
                TestFiles.torch(
                        pickle.stop(), Map.of("0", new TestFiles.Floats(new float[] {1, 3, 5, 2, 4, 6}, 6).bytes())));

        var gru = PyTorchImport.grus(file).get(0);

        assertThat(inOrder(gru)).containsExactly(IN_OUR_ORDER);
        assertThat(gru.cells().get(0).rw().toFloatVector()).containsExactly(3, 1, 5);
        assertThat(gru.cells().get(0).b()).isNull();
    }

    /** As training scripts save: numbers, the optimizer's states with the same shapes, and the network's dictionary within. */
    @ParameterizedTest
    @ValueSource(strings = {"model_state_dict", "state_dict", "model"})
    void dictionariesOfCheckpoints(String key) throws IOException {
        var p = new PickleWriter().protocol().emptyDict().mark();
        p.text("epoch").number(7).text("loss").op('N').text("best").op(0x88);
        p.text("optimizer").emptyDict().mark();
        p.text("state").emptyDict().mark().number(0).emptyDict().mark();
        p.text("step").tensor("FloatStorage", "0", 6, 0, new long[0], null);
        p.text("exp_avg").tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, null);
        p.op('u', 'u').text("param_groups").op(']').op('u');
        p.text(key).global("collections", "OrderedDict").op(')', 'R').mark();
        gru(p, "FloatStorage", "module.rnn.", new long[] {2, 1}, 0);
        p.op('u');
        // What Python hangs on a state_dict.
        p.emptyDict()
                .text("_metadata")
                .global("collections", "OrderedDict")
                .op(')', 'R', 's', 'b')
                .op('u');
        var numbers = new TestFiles.Floats(new float[] {1, 2, 3, 4, 5, 6}, 6).bytes();
        var file = TestFiles.write(folder, "checkpoint.pt", TestFiles.torch(p.stop(), Map.of("0", numbers)));

        var grus = PyTorchImport.grus(file);

        assertThat(grus).hasSize(1);
        assertThat(grus.get(0).name()).isEqualTo(key + ".module.rnn.l0");
        assertThat(inOrder(grus.get(0))).containsExactly(IN_OUR_ORDER);
        // With all that stands before it, with some, with nothing.
        for (String prefix : new String[] {key + ".module.rnn.", "module.rnn", "rnn", ""}) {
            assertThat(PyTorchImport.gru(file, prefix)).hasSize(1);
        }
        assertThat(ModelFiles.load(file).network().numParams()).isEqualTo(9);
        assertThatThrownBy(() -> PyTorchImport.gru(file, "nn")).isInstanceOf(ModelFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rnn.", "module.rnn.", "_orig_mod.encoder.layers.3.gru."})
    void anyPrefix(String prefix) throws IOException {
        var tensors = new LinkedHashMap<>(TestFiles.gru(prefix, 3, 2, 2, true));
        tensors.put("head.weight", TestFiles.counting(5, 4));
        for (byte[] bytes : new byte[][] {TestFiles.safetensors(tensors), TestFiles.torch(tensors)}) {
            var file = TestFiles.write(folder, "prefix", bytes);
            assertThat(PyTorchImport.gru(file, prefix)).hasSize(2);
            assertThat(ModelFiles.load(file).layers()).hasSize(2);
        }
    }

    /** The end of a prefix that fits twice is no answer; an LSTM beside the only GRU does not matter. */
    @Test
    void prefixesThatFitTwice() throws IOException {
        var tensors = new LinkedHashMap<>(TestFiles.gru("a.rnn.", 3, 2, 1, false));
        tensors.put("b.lstm.weight_ih_l0", TestFiles.counting(8, 3));
        tensors.put("b.lstm.weight_hh_l0", TestFiles.counting(8, 2));
        var one = TestFiles.write(folder, "one", TestFiles.safetensors(tensors));
        assertThat(PyTorchImport.gru(one, "").get(0).name()).isEqualTo("a.rnn.l0");

        tensors.putAll(TestFiles.gru("ema.rnn.", 3, 2, 1, false));
        var two = TestFiles.write(folder, "two", TestFiles.safetensors(tensors));
        for (String prefix : new String[] {"rnn", ""}) {
            assertThatThrownBy(() -> PyTorchImport.gru(two, prefix))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("2 recurrent layers have the prefix \"" + prefix + "\"")
                    .hasMessageContaining("\"a.rnn.\", \"ema.rnn.\"");
        }
        assertThat(PyTorchImport.gru(two, "ema.rnn")).hasSize(1);
    }

    /** torch.save(model): the class is Python code, which the file only names. */
    @Test
    void wholeModulesAreRefusedWithWhatToDo() throws IOException {
        for (String[] name : new String[][] {{"__main__", "Net"}, {"torch.nn.modules.rnn", "GRU"}}) {
            var p = new PickleWriter().protocol().global(name[0], name[1]).op(')', 0x81, '}', 'b');
            var file = TestFiles.write(folder, "module.pt", TestFiles.torch(p.stop(), Map.of()));
            assertThatThrownBy(() -> ModelFiles.load(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(file + ": ")
                    .hasMessageContaining(name[0] + "." + name[1])
                    .hasMessageContaining("nothing was run")
                    .hasMessageContaining("Save model.state_dict() alone");
        }
    }

    /** Extension codes, persistent names and unknown opcodes: there is no way around the list. */
    @ParameterizedTest
    @ValueSource(ints = {0x82, 0x83, 0x84, 'P', 0x97, 0x98, 0xff})
    void opcodesThatNameWhatTheFileDoesNotSay(int opcode) throws IOException {
        var p = new PickleWriter().protocol().op(opcode, 1, 0, 0, 0, '\n');
        var file = TestFiles.write(folder, "code.pt", TestFiles.torch(p.stop(), Map.of()));
        assertThatThrownBy(() -> PyTorchImport.grus(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(String.format("opcode 0x%02x", opcode));
    }

    /** The file loses its end after its header was read. */
    @Test
    void filesThatShrinkBetweenHeaderAndValues() throws IOException {
        var tensors = TestFiles.gru("m.", 300, 200, 1, false);
        for (byte[] bytes : new byte[][] {TestFiles.safetensors(tensors), TestFiles.torch(tensors)}) {
            var file = TestFiles.write(folder, "shrinking", bytes);
            try (var state = StateFile.open(file)) {
                var tensor = state.tensors().get(0);
                try (var cut = new java.io.RandomAccessFile(file.toFile(), "rw")) {
                    cut.setLength(2_000);
                }
                assertThatThrownBy(() -> tensor.values().read())
                        .isInstanceOf(ModelFormatException.class)
                        .hasMessageStartingWith(file.toString());
            }
        }
    }

    /** A type that is newer than this reader, with a shape that no file could hold. */
    @Test
    void shapesOfUnknownTypes() throws IOException {
        String header =
                "{\"weight_hh_l0\":{\"dtype\":\"F4\",\"shape\":[4294967296,4294967296,4],\"data_offsets\":[0,8]}}";
        var file = TestFiles.write(folder, "new.safetensors", TestFiles.safetensors(header, new byte[8]));
        assertThatThrownBy(() -> PyTorchImport.inspect(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("impossible shape");
    }
}
