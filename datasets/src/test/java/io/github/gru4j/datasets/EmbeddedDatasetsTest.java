package io.github.gru4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.digits.DigitDataset;
import io.github.gru4j.datasets.series.SeriesDataset;
import io.github.gru4j.datasets.text.NameDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class EmbeddedDatasetsTest {

    @Test
    void namesAreTextSeriesDigits() {
        assertThat(EmbeddedDatasets.names()).containsExactly("text", "series", "digits");
        assertThat(EmbeddedDatasets.names())
                .allSatisfy(name ->
                        assertThat(EmbeddedDatasets.load(name, 0).task().name()).isEqualTo(name));
    }

    @Test
    void unknownNameListsTheValidOnes() {
        assertThatThrownBy(() -> EmbeddedDatasets.load("mnist", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no data set 'mnist'; the names are text, series, digits, adding-N, copy-N.");
    }

    @Test
    void negativeLimitIsRefused() {
        assertThatThrownBy(() -> EmbeddedDatasets.load("text", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxTrain is -1");
    }

    @Test
    void twoLoadsGiveTheSameData() {
        assertThat(NameDataset.load(0).task())
                .isEqualTo(EmbeddedDatasets.load("text", 0).task());
        assertThat(SeriesDataset.load(0).task())
                .isEqualTo(EmbeddedDatasets.load("series", 0).task());
        assertThat(DigitDataset.load(0).task())
                .isEqualTo(EmbeddedDatasets.load("digits", 0).task());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "series", "digits", "adding-20", "copy-5"})
    void provenanceCountsWhatTheIteratorsHold(String name) {
        var dataset = EmbeddedDatasets.load(name, 0);
        var provenance = dataset.task().provenance();
        assertThat(examples(dataset.train(64, 1))).isEqualTo(provenance.train());
        assertThat(examples(dataset.validation(64))).isEqualTo(provenance.validation());
        assertThat(examples(dataset.test(64))).isEqualTo(provenance.test());
        assertThat(provenance.sha256()).matches("[0-9a-f]{64}");
        assertThat(dataset.train(64, 1).getLabels()).isEqualTo(dataset.task().labels());
    }

    private static int examples(DataSetIterator iterator) {
        return batches(iterator).stream().mapToInt(DataSet::numExamples).sum();
    }

    private static List<DataSet> batches(DataSetIterator iterator) {
        var batches = new ArrayList<DataSet>();
        iterator.forEachRemaining(batches::add);
        return batches;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "series", "digits", "adding-20", "copy-5"})
    void limitShortensTheTrainingSplitAlone(String name) {
        var all = EmbeddedDatasets.load(name, 0).task().provenance();
        var some = EmbeddedDatasets.load(name, 300);
        assertThat(some.task().provenance().train()).isEqualTo(300);
        assertThat(some.task().provenance().trainAvailable())
                .isEqualTo(all.train())
                .isEqualTo(all.trainAvailable());
        assertThat(some.task().provenance().validation()).isEqualTo(all.validation());
        assertThat(some.task().provenance().test()).isEqualTo(all.test());
        assertThat(some.task().provenance().sha256()).isNotEqualTo(all.sha256());
        var labels = some.train(300, 1).next().getLabels();
        if (some.task().kind() == TaskKind.CLASSIFICATION) {
            assertThat(labels.sum(0).minNumber().doubleValue())
                    .as("sequences of the rarest class")
                    .isGreaterThanOrEqualTo(300.0 / some.task().outputSize() / 4);
        }
        assertThat(EmbeddedDatasets.load(name, Integer.MAX_VALUE).task().provenance())
                .isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "series", "digits", "adding-20", "copy-5"})
    void oneTrainingSequenceIsEnough(String name) {
        var dataset = EmbeddedDatasets.load(name, 1);
        var batch = dataset.train(32, 1).next();
        assertThat(batch.numExamples()).isEqualTo(1);
        assertThat(batch.getLabels().sumNumber().doubleValue()).isFinite();
        assertThat(dataset.test(10).next().getFeatures().sumNumber().doubleValue())
                .isFinite();
        assertThat(dataset.task().baselines()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "series", "digits", "adding-20", "copy-5"})
    void threadsReadTheSameBatches(String name) throws Exception {
        var dataset = EmbeddedDatasets.load(name, 300);
        var expected = batches(dataset.train(16, 3));
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<DataSet>>> tasks = IntStream.range(0, 8)
                    .<Callable<List<DataSet>>>mapToObj(
                            i -> () -> batches(EmbeddedDatasets.load(name, 300).train(16, 3)))
                    .toList();
            for (var read : threads.invokeAll(tasks)) {
                assertThat(read.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "series", "digits"})
    void dataOutliveTheWorkspaceTheyWereLoadedIn(String name) {
        var configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        SequenceDataset dataset;
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "test")) {
            assertThat(workspace.isScopeActive()).isTrue();
            dataset = EmbeddedDatasets.load(name, 123);
        }
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "test")) {
            assertThat(workspace.isScopeActive()).isTrue();
            Nd4j.ones(1 << 18);
        }
        assertThat(dataset.train(123, 1).next())
                .isEqualTo(EmbeddedDatasets.load(name, 123).train(123, 1).next());
        assertThat(dataset.train(123, 1).next().getFeatures().stdNumber().doubleValue())
                .isGreaterThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "digits"})
    void toUnitsLeavesClassesAsTheyAre(String name) {
        var outputs = Nd4j.rand(2, 3);
        assertThat(EmbeddedDatasets.load(name, 300).toUnits(outputs)).isEqualTo(outputs);
    }
}
