package io.github.gru4j.datasets.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.Pipelines;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing after the split point reaches what is trained on. */
class SeriesLeakageTest {

    private static final int ROWS = 1000;
    private static final int SPLIT = 700;

    @TempDir
    private Path folder;

    static Stream<Arguments> ways() {
        return Stream.of(MissingValues.values())
                .flatMap(missing -> Stream.of(Normalisation.values()).flatMap(normalisation -> Stream.of(false, true)
                        .map(disk -> Arguments.of(missing, normalisation, disk))));
    }

    /** The same up to the split point, in values and holes; after it, other values and other holes. */
    private Path file(String name, double times, boolean holes) {
        var random = new Random(11);
        return SeriesFiles.write(folder, name, "t,x,y", ROWS, i -> {
            double x = random.nextGaussian() + Math.sin(i / 7.0);
            boolean missing = holes && (random.nextInt(20) == 0 || i == SPLIT - 1 || i == SPLIT);
            double changed = i < SPLIT ? 1 : times;
            return i + "," + (missing ? "" : changed * x) + "," + changed * (x * x + 1);
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void trainingIsBitEqualWhateverComesAfter(MissingValues missing, Normalisation normalisation, boolean disk) {
        boolean holes = missing != MissingValues.REFUSE;
        var room = disk ? SeriesFiles.NO_ROOM : SeriesCsvDataset.Room.ofHeap();
        var files = Stream.of(file("a.csv", 1, holes), file("b.csv", -1e6, holes))
                .map(file -> SeriesFiles.options(file)
                        .time("t")
                        .horizon(3)
                        .allSteps(true)
                        .missing(missing)
                        .normalisation(normalisation)
                        .outliers(OutlierRule.interquartileRanges(3))
                        .name("same")
                        .build());
        var data = files.map(options -> SeriesCsvDataset.load(options, 0, room)).toList();
        var one = SeriesFiles.train(data.get(0));
        var other = SeriesFiles.train(data.get(1));

        assertThat(other.getFeatures().data().asFloat())
                .isEqualTo(one.getFeatures().data().asFloat());
        assertThat(other.getLabels().data().asFloat())
                .isEqualTo(one.getLabels().data().asFloat());
        assertThat(Pipelines.toJson(data.get(1).pipeline().orElseThrow()))
                .isEqualTo(Pipelines.toJson(data.get(0).pipeline().orElseThrow()));
        assertThat(SeriesFiles.test(data.get(1))).isNotEqualTo(SeriesFiles.test(data.get(0)));
    }
}
