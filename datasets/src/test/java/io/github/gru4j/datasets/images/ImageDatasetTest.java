package io.github.gru4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.internal.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ImageDatasetTest {

    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    private ImageOptions.Builder options(int count, int classes) {
        images = IdxFiles.write(folder, "shapes.idx", IdxFiles.images(count, 4, 3));
        labels = IdxFiles.write(folder, "shapes-labels.idx", IdxFiles.labels(count, classes));
        return ImageOptions.builder().train(images, labels);
    }

    @Test
    void withoutATestFileSplitsAreDrawn() {
        var data = ImageDataset.load(options(200, 4).steps(ImageSteps.COLUMNS).build(), 0);

        var task = data.task();
        assertThat(task.name()).isEqualTo("shapes");
        assertThat(task.inputSize()).isEqualTo(4);
        assertThat(task.maxLength()).isEqualTo(3);
        assertThat(task.labels()).containsExactly("0", "1", "2", "3");
        assertThat(task.provenance().train()).isEqualTo(140);
        assertThat(task.provenance().validation()).isEqualTo(30);
        assertThat(task.provenance().test()).isEqualTo(30);
        assertThat(task.provenance().split()).contains("70/15/15", "seed 1");
        assertThat(task.baselines().get(0).value()).isBetween(0.2, 0.3);
        var counts = data.test(30).next().getLabels().sum(0).toIntVector();
        assertThat(counts).containsOnly(7, 8);
        assertThat(ImageDataset.load(options(200, 4).steps(ImageSteps.COLUMNS).build(), 0)
                        .task())
                .isEqualTo(task);
        assertThat(ImageDataset.load(
                                options(200, 4)
                                        .steps(ImageSteps.COLUMNS)
                                        .seed(2)
                                        .build(),
                                0)
                        .task()
                        .provenance()
                        .sha256())
                .isNotEqualTo(task.provenance().sha256());
    }

    @Test
    void withATestFileTheLastTrainingImagesAreForValidation() throws IOException {
        var builder = options(120, 4);
        Path test = Files.copy(images, folder.resolve("test.idx"));
        var data = ImageDataset.load(
                builder.test(test, labels).labels(List.of("a", "b", "c", "d")).build(), 50);
        var provenance = data.task().provenance();
        assertThat(provenance.train()).isEqualTo(50);
        assertThat(provenance.trainAvailable()).isEqualTo(110);
        assertThat(provenance.validation()).isEqualTo(10);
        assertThat(provenance.test()).isEqualTo(120);
        assertThat(provenance.split()).contains("last 10 of training");
        assertThat(data.task().labels()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void labelsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> ImageDataset.load(
                        options(40, 4).labels(List.of("a", "b", "c")).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("shapes-labels.idx", "label 3 of image 4", "out of range", "3 classes");
        assertThatThrownBy(() -> ImageDataset.load(options(40, 1).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("all labels are 0", "two classes");
        assertThatThrownBy(() -> ImageDataset.load(options(2, 2).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("too few");
        var other = IdxFiles.write(folder, "other.idx", IdxFiles.images(40, 3, 3));
        assertThatThrownBy(() ->
                        ImageDataset.load(options(40, 2).test(other, labels).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("other.idx", "3 x 3", "4 x 3");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> ImageOptions.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("train is missing");
        var nowhere = ImageOptions.builder()
                .train(folder.resolve("a"), folder.resolve("b"))
                .build();
        assertThatThrownBy(() -> ImageDataset.load(nowhere, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no such file");
        var aFolder = ImageOptions.builder().train(folder, folder).build();
        assertThatThrownBy(() -> ImageDataset.load(aFolder, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a folder");
    }

    @Test
    void pipelineIsTheSameInANewProcess() throws Exception {
        var pipeline = new ImageRowsPipeline(2, 3, ImageSteps.COLUMNS, List.of("cat", "dog"));
        var steps = List.of(List.of("0", "255"), List.of("17", "128"), List.of("1", "254"));
        List<List<Writable>> writables = steps.stream()
                .map(step -> step.stream().<Writable>map(Text::new).toList())
                .toList();
        var here = pipeline.input(writables);
        assertThat(here.shape()).containsExactly(1, 2, 3);
        assertThat(NewJvm.input(pipeline, steps, folder)).isEqualTo(NewJvm.bits(here));
        assertThat(Pipelines.fromJson(Pipelines.toJson(pipeline))).isEqualTo(pipeline);
        assertThat(pipeline.answers(Nd4j.createFromArray(new float[][] {{0.25f, 0.75f}})))
                .singleElement()
                .isInstanceOfSatisfying(Answer.Label.class, answer -> {
                    assertThat(answer.label()).isEqualTo("dog");
                    assertThat(answer.probabilities()).containsEntry("cat", 0.25);
                });
    }

    @Test
    void pipelineRefusesWhatIsNoImage() {
        var pipeline = new ImageRowsPipeline(1, 2, ImageSteps.ROWS, List.of("a", "b"));
        for (double bad : new double[] {-1, 256, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> pipeline.input(List.of(List.of(new DoubleWritable(0), new DoubleWritable(bad)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Step 1, pixel 2");
        }
        assertThatThrownBy(() -> pipeline.input(List.of(List.of(new DoubleWritable(0)))))
                .hasMessageContaining("1 pixels, and 2 were expected");
        assertThatThrownBy(() -> pipeline.input(List.of())).hasMessageContaining("0 steps, and 1 were expected");
        assertThatThrownBy(() -> pipeline.answers(Nd4j.ones(1, 3))).hasMessageContaining("[batch, 2]");
    }

    @Test
    void drawnDigitsHaveAPipeline() {
        var digits = EmbeddedDatasets.load("digits", 1);
        var first = digits.train(1, 1L).next().getFeatures();
        List<List<Writable>> raw = IntStream.range(0, 28)
                .mapToObj(row -> IntStream.range(0, 28)
                        .<Writable>mapToObj(
                                column -> new DoubleWritable(Math.round(255 * first.getFloat(0, column, row))))
                        .toList())
                .toList();
        var input = digits.pipeline().orElseThrow().input(raw);
        assertThat(NewJvm.bits(input)).isEqualTo(NewJvm.bits(first));
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        assertThatThrownBy(() -> options(40, 2).validation(5).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is for separate files to test on");
        assertThatThrownBy(() -> options(40, 2).labels(List.of("a", "a")).build())
                .hasMessageContaining("A label is there twice: [a, a]");
    }

    @Test
    void oneFileForTwoSplitsIsRefused() throws IOException {
        var same = options(40, 2).test(images, labels).build();
        assertThatThrownBy(() -> ImageDataset.load(same, 0)).hasMessageContaining("it is given for two splits");
    }

    @Test
    void damagedFilesLeaveNoTemporaryFile() throws IOException {
        assumeTrue(OpenFiles.areKnown());
        byte[] packed = IdxFiles.gzip(IdxFiles.images(2000, 20, 20));
        images = IdxFiles.write(folder, "cut.gz", Arrays.copyOf(packed, packed.length / 2));
        labels = IdxFiles.write(folder, "labels.idx", IdxFiles.labels(2000, 2));
        var cut = LabelledImages.open(new ImageOptions.Files(images, labels));
        List<Integer> none = List.of();
        var all = new Splits<>(IntStream.range(0, 2000).boxed().toList(), none, none);
        var pipeline = new ImageRowsPipeline(20, 20, ImageSteps.ROWS, List.of("a", "b"));
        var before = OpenFiles.with("/gru4j");
        assertThatThrownBy(() -> cut.read(all, pipeline, 0)).hasMessageContaining("truncated");
        assertThat(OpenFiles.with("/gru4j")).isEqualTo(before);
    }
}
