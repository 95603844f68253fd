package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Summary;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadTest {

    private static final String BEGINNING = "data:text/csv;charset=utf-8,";

    @Test
    void keepsWhatItIsGiven() {
        var csv = new Csv("name", "value")
                .row("plain", 0.1)
                .row("a \"quoted\", #%+ü\nname", Double.NaN)
                .row(null, 3L);

        Download download = Download.of("a.csv", "a table", csv);

        assertThat(download.lines()).isEqualTo(3);
        assertThat(download.href()).startsWith(BEGINNING).doesNotContain("\"", "<", "#", " ", "\n");
        assertThat(text(download)).isEqualTo("name,value\nplain,0.1\n\"a \"\"quoted\"\", #%+ü\nname\",\n,3\n");
    }

    @Test
    void everyNumberIsThere() {
        Comparison comparison = SampleComparison.whole();

        List<Download> all =
                Downloads.of(comparison, Summary.of(comparison), TasksTogether.of(comparison, Summary.of(comparison)));

        assertThat(all)
                .extracting(Download::file)
                .containsExactly(
                        "results.csv",
                        "pairs.csv",
                        "seeds.csv",
                        "baselines.csv",
                        "runs.csv",
                        "curves.csv",
                        "confusion.csv",
                        "forecasts.csv",
                        "trials.csv",
                        "aggregates.csv",
                        "profiles.csv");
        // Three tasks, three matches, four cells, five seeds.
        assertThat(all.get(0).lines()).isEqualTo(3 * 3 * 4);
        assertThat(all.get(1).lines()).isEqualTo(3 * 3 * 6);
        assertThat(all.get(2).lines()).isEqualTo(3 * 3 * 4 * 5);
        assertThat(all.get(4).lines()).isEqualTo(3 * 5 * (4 + 3));
        assertThat(all.get(5).lines())
                .isEqualTo(comparison.runs().stream()
                        .mapToInt(run -> run.curve().size())
                        .sum());
        assertThat(all.get(8).lines()).isEqualTo(3 * 4 * 4);
        assertThat(all.get(9).lines()).isEqualTo(3 * 4);
        assertThat(all.get(10).lines()).isBetween(3 * 4 * 5, 3 * 4 * 18);
        assertThat(text(all.get(0)).lines().findFirst().orElseThrow())
                .contains("sequences_per_second,seconds_to_best_epoch");
        assertThat(text(all.get(4)))
                .startsWith("run,task,cell,seed,matches,params")
                .contains(",gru,1,width parameters,20480,", ",lstm,3,width,27264,327168,,0.4,0,0,diverged at step 21,");
        for (Download download : all) {
            long columns = text(download)
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .chars()
                    .filter(c -> c == ',')
                    .count();
            assertThat(text(download).lines().filter(line -> !line.contains("\"")))
                    .as(download.file())
                    .allSatisfy(line -> assertThat(
                                    line.chars().filter(c -> c == ',').count())
                            .isEqualTo(columns));
        }
    }

    private static String text(Download download) {
        assertThat(download.href()).startsWith(BEGINNING);
        // In a data URI, a plus is a plus.
        return URLDecoder.decode(
                download.href().substring(BEGINNING.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
