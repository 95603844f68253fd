package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.writable.Text;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Prints the array that a pipeline makes of a text, for a test that compares two processes. */
final class PrintInput {

    private PrintInput() {}

    /**
     * Prints one.
     *
     * @param arguments a file with a pipeline, and one with a text
     */
    public static void main(String[] arguments) throws Exception {
        var pipeline = Pipelines.read(Path.of(arguments[0]));
        var text = new Text(Files.readString(Path.of(arguments[1])));
        lines(pipeline.input(List.of(List.of(text)))).forEach(System.out::println);
    }

    /** The shape, and the bits of each number. */
    static List<String> lines(INDArray array) {
        var lines = new ArrayList<String>();
        for (long size : array.shape()) {
            lines.add("size " + size);
        }
        for (float value : array.dup('c').data().asFloat()) {
            lines.add(Integer.toHexString(Float.floatToRawIntBits(value)));
        }
        return lines;
    }
}
