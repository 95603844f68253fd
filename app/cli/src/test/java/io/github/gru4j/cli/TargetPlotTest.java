package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.series.SeriesOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetPlotTest {

    /** A wave of height 1 a thousand million away: in single precision it would be a line. */
    @Test
    void aUnitFarFromZeroIsPlottedExactly(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("far.csv"),
                Stream.concat(
                                Stream.of("y"),
                                IntStream.range(0, 480).mapToObj(t -> Double.toString(1e9 + Math.sin(t / 8.0))))
                        .toList());
        var data = SeriesCsvDataset.load(
                new SeriesOptions.Builder().file(file).target("y").build(), 0);
        List<String> lines = TargetPlot.of(data);
        assertThat(lines).hasSize(11);
        assertThat(lines.subList(1, 11)).allMatch(line -> line.contains("*"));
        assertThat(lines.get(1)).startsWith(" 1000000001 |");
        assertThat(lines.get(10)).startsWith("999999999.0 |");
    }

    @Test
    void anAxisHasTheDigitsThatItNeeds() {
        assertThat(TargetPlot.lines(List.of(1.0, 2.0), "t").get(1)).startsWith("     2.000 |");
        assertThat(TargetPlot.lines(List.of(5.0), "t").get(10)).isEqualTo("     5.000 |*");
        assertThat(TargetPlot.lines(List.of(1e6, 1e6 + 3), "t").get(1)).startsWith(" 1000003.0 |");
    }
}
