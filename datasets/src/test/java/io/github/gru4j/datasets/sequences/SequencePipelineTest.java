package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.images.NewJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencePipelineTest {

    @TempDir
    private Path folder;

    private SequenceCsvDataset load(List<String> rows) throws IOException {
        var file = Files.write(folder.resolve("data.csv"), rows);
        return SequenceCsvDataset.load(
                SequenceOptions.builder()
                        .data(file)
                        .labelFirst()
                        .featuresPerStep(2)
                        .missing(MissingValues.CARRY_FORWARD)
                        .build(),
                0);
    }

    private static List<String> rows() {
        var random = new Random(5);
        var rows = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            var row = new StringBuilder(i % 3 == 0 ? "a" : "b");
            for (int v = 0; v < 8; v++) {
                row.append(',').append(random.nextInt(20) == 0 && v > 1 ? "" : 1000 * random.nextGaussian() + v);
            }
            rows.add(row.toString());
        }
        return rows;
    }

    @Test
    void isTheSameInANewProcess() throws Exception {
        var pipeline = load(rows()).pipeline().orElseThrow();
        var steps = List.of(
                List.of("0.1", "NA"), List.of("-3e2", "1e-7"), List.of("", "12345.678901234"), List.of("7", "?"));
        List<List<Writable>> writables = steps.stream()
                .map(step -> step.stream().<Writable>map(Text::new).toList())
                .toList();
        assertThat(Pipelines.fromJson(Pipelines.toJson(pipeline))).isEqualTo(pipeline);
        assertThat(NewJvm.input(pipeline, steps, folder)).isEqualTo(NewJvm.bits(pipeline.input(writables)));
        assertThat(pipeline.input(writables).shape()).containsExactly(1, 2, 4);
    }

    /** Changing all that is not for training changes nothing that is. */
    @Test
    void nothingLeaksFromTheOtherSplits() throws IOException {
        var before = load(rows());
        int[] classes = rows().stream().mapToInt(row -> row.charAt(0) - 'a').toArray();
        var training = new HashSet<>(new io.github.gru4j.datasets.internal.StratifiedSplit(0.70, 0.15, 1)
                .of(classes)
                .train());
        assertThat(training).hasSize(70);
        var changed = new ArrayList<String>();
        for (int i = 0; i < rows().size(); i++) {
            changed.add(training.contains(i) ? rows().get(i) : rows().get(i).charAt(0) + ",9e9,-1,2,7e7,5,6,1e9,0");
        }
        var after = load(changed);

        assertThat(after.pipeline()).isEqualTo(before.pipeline());
        assertThat(NewJvm.bits(after.train(70, 1).next().getFeatures()))
                .isEqualTo(NewJvm.bits(before.train(70, 1).next().getFeatures()));
        assertThat(NewJvm.bits(after.test(70).next().getFeatures()))
                .isNotEqualTo(NewJvm.bits(before.test(70).next().getFeatures()));
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        var pipeline = (SequencePipeline) load(rows()).pipeline().orElseThrow();
        List<Writable> good = List.of(new DoubleWritable(1), new DoubleWritable(2));
        refused(pipeline, List.of(), "no steps");
        refused(pipeline, List.of(good), "1 steps, and 4 were expected");
        refused(pipeline, List.of(good, List.of(new DoubleWritable(1))), "Step 2 has 1 values, and 2 were expected");
        refused(
                pipeline,
                List.of(good, good, good, List.of(new Text("x"), new DoubleWritable(1))),
                "Step 4, column \"value 1\": \"x\" is no number");
        refused(
                pipeline,
                List.of(good, good, good, List.of(new DoubleWritable(1), new DoubleWritable(Double.POSITIVE_INFINITY))),
                "Step 4, column \"value 2\"");
        var gap = List.of(NullWritable.INSTANCE, (Writable) new DoubleWritable(2));
        refused(pipeline, List.of(gap, gap, gap, gap), "no value of the sequence is known");
        var strict = new SequencePipeline(
                pipeline.features(),
                pipeline.order(),
                0,
                MissingValues.REFUSE,
                pipeline.shift(),
                pipeline.factor(),
                pipeline.labels(),
                null,
                null);
        refused(strict, List.of(good, gap), "Step 2, column \"value 1\": the value is missing");
        assertThatThrownBy(() -> pipeline.sequence(good.subList(0, 1))).hasMessageContaining("whole steps of 2");
    }

    private static void refused(SequencePipeline pipeline, List<List<Writable>> sequence, String message) {
        assertThatThrownBy(() -> pipeline.input(sequence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
