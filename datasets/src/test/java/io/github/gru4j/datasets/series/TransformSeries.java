package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A program of its own: reads a pipeline and the rows of a sequence, and prints the bits of the array. */
final class TransformSeries {

    private TransformSeries() {}

    public static void main(String[] args) throws Exception {
        var pipeline = Pipelines.read(Path.of(args[0]));
        System.out.println(bits(pipeline.input(sequence(Files.readAllLines(Path.of(args[1]))))));
        System.out.println(pipeline.answers(Nd4j.createFromArray(new float[][] {{0.25f}})));
    }

    static List<List<Writable>> sequence(List<String> rows) {
        return rows.stream()
                .map(row -> Arrays.stream(row.split(",", -1))
                        .<Writable>map(Text::new)
                        .toList())
                .toList();
    }

    static String bits(INDArray array) {
        float[] values = array.dup('c').data().asFloat();
        return Arrays.toString(array.shape())
                + IntStream.range(0, values.length)
                        .mapToObj(i -> HexFormat.of().toHexDigits(Float.floatToRawIntBits(values[i])))
                        .collect(Collectors.joining(" "));
    }
}
