package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of NumPy, written by hand and by {@link Npy} itself. */
class NpyTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, <f4, False",
        "2, <f4, True",
        "3, >f4, False",
        "1, <f8, False",
        "1, >f8, True",
        "1, <i4, False",
        "1, >i4, True",
        "1, <i8, False",
        "2, >i8, False"
    })
    void everyTypeOrderAndVersion(int version, String type, String fortran) throws IOException {
        var data = ByteBuffer.allocate(6 * (type.charAt(2) - '0'))
                .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 6; i++) {
            switch (type.substring(1)) {
                case "f4" -> data.putFloat(i);
                case "f8" -> data.putDouble(i);
                case "i4" -> data.putInt(i);
                default -> data.putLong(i);
            }
        }
        var array = Npy.read(npy(version, header(type, fortran, "(2, 3)"), data.array()));

        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.getDouble(0, 1)).isEqualTo(fortran.equals("True") ? 3 : 2);
        assertThat(array.getDouble(1, 2)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE", "INT", "LONG"})
    void whatIsWrittenIsReadBack(DataType type) throws IOException {
        var file = folder.resolve("a.npy");
        var whole = Nd4j.arange(24).reshape(2, 3, 4).castTo(type);
        for (var array : new org.nd4j.linalg.api.ndarray.INDArray[] {
            whole, whole.dup('f'), whole.permute(2, 0, 1), whole.slice(1), Nd4j.scalar(type, 5), whole.reshape(24)
        }) {
            Npy.write(array, file);
            var read = Npy.read(file);
            assertThat(read.dataType()).isEqualTo(array.dataType());
            assertThat(read).isEqualTo(array);
            assertThat(read.shape()).isEqualTo(array.shape());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<f4 | False | (2147483648, 2147483648) | bytes of data",
                "<f4 | False | (4294967296, 4294967296, 2) | bytes of data",
                "<f4 | False | (3,) | expected 12",
                "<f4 | False | (0,) | empty arrays",
                "<f4 | False | (1, 99999999999999999999) | none that is read",
                "<f4 | Maybe | (2,) | fortran_order"
            })
    void brokenHeaders(String type, String fortran, String shape, String problem) throws IOException {
        refused(npy(1, header(type, fortran, shape), new byte[16]), problem);
    }

    @Test
    void objectsAreRefused() throws IOException {
        refused(npy(1, header("|O", "False", "(2,)"), new byte[16]), "holds elements of type |O");
    }

    @Test
    void otherFiles() throws IOException {
        refused(Files.write(folder.resolve("b"), new byte[100]), "is not a .npy file");
        refused(npy(9, header("<f4", "False", "(4,)"), new byte[16]), "version 9");
        refused(folder, "directory");
    }

    private static void refused(Path file, String problem) {
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    static String header(String type, String fortran, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
    }

    private Path npy(int version, String header, byte[] data) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        out.writeBytes(ByteBuffer.allocate(version == 1 ? 2 : 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) header.length())
                .array());
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return Files.write(folder.resolve("hand.npy"), out.toByteArray());
    }
}
