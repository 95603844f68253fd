package io.github.gru4j.datasets.series;

import static io.github.gru4j.datasets.series.SeriesFiles.feature;
import static io.github.gru4j.datasets.series.SeriesFiles.options;
import static io.github.gru4j.datasets.series.SeriesFiles.validation;
import static io.github.gru4j.datasets.series.SeriesFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Normalisation;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** x is the number of the row but misses some; y is all there. Rows 50 to 69 are the validation split. */
class SeriesMissingTest {

    private static final Set<Integer> MISSING = Set.of(48, 49, 50, 51, 56, 57, 69, 70);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() {
        file = SeriesFiles.write(
                folder, "holes.csv", "x,y", 100, i -> (MISSING.contains(i) ? "" : i) + "," + (1000 + i));
    }

    private SeriesCsvDataset load(MissingValues rule) {
        return SeriesCsvDataset.load(
                options(file)
                        .missing(rule)
                        .normalisation(Normalisation.NONE)
                        .rows(50, 20, 30)
                        .build(),
                0);
    }

    private static float[] x(SeriesCsvDataset data, int window) {
        return feature(validation(data).getFeatures(), window, 0);
    }

    @Test
    void refusedByDefaultWithThePlace() {
        assertThatThrownBy(() -> load(MissingValues.REFUSE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holes.csv, row 50, column \"x\": the value is missing");
    }

    @Test
    void windowsWithAMissingValueAreDropped() {
        var data = load(MissingValues.DROP);

        // 52 to 55, and 58 to 68 with answers up to 69: 8 windows.
        assertThat(data.task().provenance().validation()).isEqualTo(1 + 8);
        assertThat(x(data, 0)).containsExactly(52, 53, 54, 55);
        assertThat(x(data, 1)).containsExactly(58, 59, 60, 61);
        assertThat(data.findings()).anySatisfy(finding -> assertThat(finding)
                .isEqualTo("7 windows of the validation split were left out, since a value that they need is missing"));
    }

    @Test
    void interpolationStaysInItsSplit() {
        var data = load(MissingValues.INTERPOLATE);

        assertThat(data.task().provenance().validation()).isEqualTo(16);
        // At the beginning of the split the nearest known value, not the line from the training split.
        assertThat(x(data, 0)).containsExactly(52, 52, 52, 53);
        assertThat(x(data, 6)).containsExactly(56, 57, 58, 59);
        var train = SeriesFiles.train(data).getFeatures();
        // At the end of the training split likewise: nothing from beyond it. The last window's answer is row 49.
        assertThat(train.maxNumber().doubleValue()).isEqualTo(1048);
        assertThat(x(data, 15)).containsExactly(65, 66, 67, 68);
    }

    @Test
    void carryingForwardKnowsNothingOfTheFuture() {
        var data = load(MissingValues.CARRY_FORWARD);

        // 50 and 51 have no value before them in their split.
        assertThat(data.task().provenance().validation()).isEqualTo(14);
        assertThat(x(data, 0)).containsExactly(52, 53, 54, 55);
        assertThat(x(data, 4)).containsExactly(55, 55, 58, 59).hasSize(4);
    }

    @Test
    void maskedValuesAreZeroWithAnIndicator() {
        var data = load(MissingValues.MASK);

        assertThat(data.task().inputSize()).isEqualTo(4);
        assertThat(data.task().provenance().validation()).isEqualTo(16);
        assertThat(x(data, 0)).containsExactly(0, 0, 52, 53);
        assertThat(feature(validation(data).getFeatures(), 0, 1)).containsExactly(1050, 1051, 1052, 1053);
        assertThat(feature(validation(data).getFeatures(), 0, 2)).containsExactly(1, 1, 0, 0);
        assertThat(feature(validation(data).getFeatures(), 0, 3)).containsExactly(0, 0, 0, 0);
    }

    /** The mean of what is known, whatever is put in its place. */
    @Test
    void theNormaliserIsLearntFromKnownValues() {
        for (var rule : MissingValues.values()) {
            if (rule != MissingValues.REFUSE) {
                var data = SeriesCsvDataset.load(
                        options(file).missing(rule).rows(50, 20, 30).build(), 0);
                var scale = ((SeriesPipeline) data.pipeline().orElseThrow())
                        .inputScales()
                        .get(0);
                assertThat(scale.shift()).isEqualTo(23.5);
            }
        }
    }

    @Test
    void answersAreNeverMadeUp() {
        var holes = write(folder, "answers.csv", "y", 100, i -> i == 60 ? "NaN" : String.valueOf(i));
        for (var rule : MissingValues.values()) {
            if (rule != MissingValues.REFUSE) {
                var data = SeriesCsvDataset.load(
                        options(holes)
                                .missing(rule)
                                .normalisation(Normalisation.NONE)
                                .rows(50, 20, 30)
                                .build(),
                        0);
                var labels = validation(data).getLabels();
                assertThat(labels.eq(60).any()).isFalse();
                // The last value before the hole stands for it.
                assertThat(data.task().baselines().get(0).value()).isEqualTo(1);
            }
        }
    }

    /** y is 10 times the number of the row, and missing where a window ends: what was put there is what the answer is relative to. */
    @ParameterizedTest
    @EnumSource(names = {"INTERPOLATE", "CARRY_FORWARD"})
    void answersRelativeToAMissingLastValueAreNumbers(MissingValues rule) {
        var holes = write(folder, "last.csv", "y", 100, i -> i == 60 ? "NaN" : String.valueOf(10 * i));
        var data = SeriesCsvDataset.load(
                options(holes)
                        .missing(rule)
                        .relative(true)
                        .normalisation(Normalisation.NONE)
                        .rows(50, 20, 30)
                        .build(),
                0);

        var labels = validation(data).getLabels();

        assertThat(labels.isNaN().any()).isFalse();
        // The windows of rows 50 to 53, ..., 55 to 58, 57 to 60 and 58 to 61; that which asks for row 60 is left out.
        assertThat(labels.getDouble(5)).isEqualTo(10);
        assertThat(labels.getDouble(6)).isEqualTo(rule == MissingValues.INTERPOLATE ? 10 : 20);
        assertThat(labels.getDouble(7)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "NaN", "nan", "null", "\"\"", " ", "-999", "-999.0", "none"})
    void missingIsWrittenInManyWays(String marker) {
        var holes = write(folder, "ways.csv", "x,y", 100, i -> (i == 20 ? marker : i) + "," + i);
        var data = SeriesCsvDataset.load(
                options(holes)
                        .missing(MissingValues.MASK)
                        .missingMarker("-999")
                        .missingMarker("none")
                        .build(),
                0);
        assertThat(data.findings()).containsExactly("ways.csv: 1 missing values in column \"x\"");
    }

    @Test
    void aColumnWithoutAValueInTrainingIsRefused() {
        var empty = write(folder, "empty.csv", "x,y", 100, i -> (i < 80 ? "" : i) + "," + i);
        assertThatThrownBy(() -> SeriesCsvDataset.load(
                        options(empty).feature("x").missing(MissingValues.MASK).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column \"x\": all values of the training split are missing");
    }
}
