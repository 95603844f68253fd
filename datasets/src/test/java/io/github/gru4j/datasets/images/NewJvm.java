package io.github.gru4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a saved pipeline makes of a sequence in another process. */
public final class NewJvm {

    private static final String SEPARATOR = ";";

    private NewJvm() {}

    /**
     * Prints the array.
     *
     * @param args the document, and a file with a step in each line
     */
    public static void main(String[] args) throws IOException {
        var steps = new ArrayList<List<Writable>>();
        for (var line : Files.readAllLines(Path.of(args[1]))) {
            steps.add(Arrays.stream(line.split(SEPARATOR, -1))
                    .<Writable>map(Text::new)
                    .toList());
        }
        System.out.println("input " + bits(Pipelines.read(Path.of(args[0])).input(steps)));
    }

    /** The array that another JVM makes, as {@link #bits} writes it. */
    public static String input(Pipeline pipeline, List<List<String>> sequence, Path folder) throws Exception {
        var document = folder.resolve("pipeline.json");
        Pipelines.write(pipeline, document);
        var steps = Files.write(
                folder.resolve("steps.txt"),
                sequence.stream().map(step -> String.join(SEPARATOR, step)).toList());
        var output = folder.resolve("output.txt").toFile();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NewJvm.class.getName(),
                        document.toString(),
                        steps.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readAllLines(output.toPath()).stream()
                .filter(line -> line.startsWith("input "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer of the other JVM in " + output))
                .substring("input ".length());
    }

    /** Shape and bits of an array. */
    public static String bits(INDArray array) {
        var bits = new StringBuilder(Arrays.toString(array.shape()));
        for (float value : array.dup('c').data().asFloat()) {
            bits.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(value)));
        }
        return bits.toString();
    }
}
