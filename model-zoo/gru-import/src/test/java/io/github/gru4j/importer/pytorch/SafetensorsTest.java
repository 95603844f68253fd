package io.github.gru4j.importer.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.importer.ImportedModel;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** Safetensors files, good and broken, and what is found in them. */
class SafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void stackedLayersOfBothDirectionsInEitherFormat() throws IOException {
        var tensors = TestFiles.gru("enc.rnn.", 3, 2, 2, true);
        for (byte[] bytes : new byte[][] {TestFiles.safetensors(tensors), TestFiles.torch(tensors)}) {
            var file = TestFiles.write(folder, "gru", bytes);

            var grus = PyTorchImport.gru(file, "enc.rnn");

            assertThat(grus).hasSize(2).allMatch(gru -> gru.direction() == Direction.BIDIRECTIONAL);
            assertThat(grus.get(0).name()).isEqualTo("enc.rnn.l0");
            assertThat(grus.get(1).nIn()).isEqualTo(4);
            // PyTorch's row 2 is the first of z, 3 numbers long: 7, 8, 9 (times 0.01).
            var w = grus.get(0).cells().get(1).w();
            assertThat(w.shape()).containsExactly(3, 6);
            assertThat(w.ordering()).isEqualTo('f');
            assertThat(w.getDouble(0, 0)).isCloseTo(0.07, within(1e-7));
            assertThat(w.getDouble(2, 0)).isCloseTo(0.09, within(1e-7));
            assertThat(w.getDouble(0, 2)).isCloseTo(0.01, within(1e-7));
            assertThat(w.getDouble(1, 5)).isCloseTo(0.17, within(1e-7));
            assertThat(grus.get(0).cells().get(0).rb().getDouble(0, 0)).isCloseTo(0.03, within(1e-7));
            var net = (MultiLayerNetwork) PyTorchImport.load(file, "").network();
            assertThat(net.output(Nd4j.rand(2, 3, 5)).shape()).containsExactly(2, 4, 5);
        }
    }

    /** 1, -2 and 0.5 are exact in every type. */
    @ParameterizedTest
    @CsvSource({"F64, 8", "F32, 4", "F16, 2", "BF16, 2"})
    void everyFloatType(String type, int bytes) throws IOException {
        var data = ByteBuffer.allocate(6 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 2; i++) {
            for (double value : new double[] {1, -2, 0.5}) {
                switch (type) {
                    case "F64" -> data.putDouble(value);
                    case "F32" -> data.putFloat((float) value);
                    case "F16" -> data.putShort((short) (value == 1 ? 0x3c00 : value == -2 ? 0xc000 : 0x3800));
                    default -> data.putShort((short) (Float.floatToIntBits((float) value) >> 16));
                }
            }
        }
        String entry = "\"%s\":{\"dtype\":\"" + type + "\",\"shape\":[3,1],\"data_offsets\":[%d,%d]}";
        String header = "{" + String.format(entry, "weight_ih_l0", 0, 3 * bytes) + ","
                + String.format(entry, "weight_hh_l0", 3 * bytes, 6 * bytes) + "}";
        var file = TestFiles.write(folder, "types", TestFiles.safetensors(header, data.array()));

        var cell = PyTorchImport.grus(file).get(0).cells().get(0);

        assertThat(cell.w().toFloatVector()).containsExactly(-2, 1, 0.5f);
        assertThat(cell.b()).isNull();
        assertThat(cell.rb()).isNull();
    }

    @Test
    void inspectionNamesEverythingThatIsNotRead() throws IOException {
        var tensors = new LinkedHashMap<String, TestFiles.Floats>();
        tensors.put("a.weight_ih_l0", TestFiles.counting(8, 3));
        tensors.put("a.weight_hh_l0", TestFiles.counting(8, 2));
        tensors.put("b.weight_ih_l0", TestFiles.counting(2, 3));
        tensors.put("b.weight_hh_l0", TestFiles.counting(2, 2));
        tensors.put("c.weight_hh_l0_g", TestFiles.counting(2));
        tensors.put("d.weight_ih_l0", TestFiles.counting(6, 3));
        tensors.putAll(TestFiles.gru("e.", 3, 2, 1, false));
        tensors.put("f.weight_ih_l0", TestFiles.counting(6, 3));
        tensors.put("f.weight_hh_l0", TestFiles.counting(6, 2));
        tensors.put("f.bias_ih_l0", TestFiles.counting(6));
        var file = TestFiles.write(folder, "mixed", TestFiles.safetensors(tensors));

        var inspection = PyTorchImport.inspect(file);

        assertThat(inspection.format()).isEqualTo("PyTorch, safetensors");
        assertThat(inspection.layers())
                .extracting(ImportedModel.LayerSummary::kind)
                .containsExactly("LSTM", "RNN", "unknown", "GRU", "GRU");
        assertThat(inspection.layers().get(0).problem()).contains("LSTM");
        assertThat(inspection.layers().get(1).problem()).contains("RNN");
        assertThat(inspection.layers().get(2).problem()).contains("weight_hh is missing");
        assertThat(inspection.layers().get(3).problem()).isNull();
        assertThat(inspection.layers().get(4).problem()).contains("bias_hh");
        assertThat(inspection.notes()).anyMatch(note -> note.startsWith("1 other tensors"));
        assertThatThrownBy(() -> PyTorchImport.gru(file, "a")).hasMessageContaining("LSTM");
        assertThatThrownBy(() -> PyTorchImport.gru(file, "nowhere"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("\"e.\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9]}} | which has 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | needs 12 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483648,2147483648,4],\"data_offsets\":[0,8]}} | impossible shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483648],\"data_offsets\":[0,8]}} | needs 8589934592 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | numbers from 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | nothing describes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | describes 4 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlaps",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}} | twice",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[99999999999999999999,8]}} | JSON",
                "{\"a\":[]} | expected start object",
                "{\"a\":{\"dtype\":\"F32\"}} | needs a dtype",
                "{\"a\" | JSON"
            })
    void brokenHeaders(String header, String problem) throws IOException {
        var file = TestFiles.write(folder, "broken.safetensors", TestFiles.safetensors(header, new byte[8]));
        assertThatThrownBy(() -> PyTorchImport.inspect(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("broken.safetensors")
                .hasMessageContaining(problem);
    }

    @Test
    void aHeaderLongerThanTheFile() throws IOException {
        var bytes = TestFiles.safetensors(Map.of("a", TestFiles.counting(1)));
        for (byte top : new byte[] {1, 127, -1}) {
            bytes[7] = top;
            var file = TestFiles.write(folder, "long.safetensors", bytes);
            assertThatThrownBy(() -> PyTorchImport.inspect(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("the header is said to have");
        }
    }
}
