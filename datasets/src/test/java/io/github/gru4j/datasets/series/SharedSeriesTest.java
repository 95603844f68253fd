package io.github.gru4j.datasets.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import org.junit.jupiter.api.Test;

/** Real series, as the papers and repositories that they come from split them. */
class SharedSeriesTest {

    private static final String FLOW = "Lane 1 Flow (Veh/5 Minutes)";

    @Test
    void trafficFlow() {
        var data = SeriesCsvDataset.load(
                new SeriesOptions.Builder()
                        .file(SeriesFiles.shared("keras_traffic_flow/train.csv"))
                        .testFile(SeriesFiles.shared("keras_traffic_flow/test.csv"))
                        .target(FLOW)
                        .feature(FLOW)
                        .window(12)
                        .metric(Metric.MAE)
                        .unit("veh/5 min")
                        .build(),
                0);

        assertThat(data.task().provenance().test()).as("as published").isEqualTo(4308);
        assertThat(data.task().baselines().get(0).value()).isCloseTo(8.34, within(0.005));
        assertThat(data.task().baselines().get(1).name()).isEqualTo("linear regression");
        assertThat(data.task().baselines().get(1).value()).isBetween(7.4, 7.6);
    }

    @Test
    void trafficFlowKnowsItsDaysAndWeekends() {
        var data = SeriesCsvDataset.load(
                new SeriesOptions.Builder()
                        .file(SeriesFiles.shared("keras_traffic_flow/train.csv"))
                        .target(FLOW)
                        .time("5 Minutes")
                        .build(),
                0);

        assertThat(data.task().inputSize()).isEqualTo(3);
        assertThat(data.findings())
                .anySatisfy(finding -> assertThat(finding).contains("10 gaps in time (the step is 5 min)"));
        assertThat(data.task().baselines().get(1).name()).isEqualTo("seasonal naive (288 steps)");
    }

    @Test
    void transformerTemperature() {
        var options = new SeriesOptions.Builder()
                .file(SeriesFiles.shared("etth1/ETTh1.csv"))
                .time("date")
                .window(96)
                .horizon(24)
                .allSteps(true)
                .rows(8640, 2880, 2880);
        for (var column : new String[] {"HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"}) {
            options.target(column);
        }
        var data = SeriesCsvDataset.load(options.build(), 0);

        assertThat(data.findings()).isEmpty();
        assertThat(data.task().inputSize()).isEqualTo(7);
        assertThat(data.task().outputSize()).isEqualTo(7 * 24);
        assertThat(data.task().provenance().test()).isEqualTo(2880 - 96 - 24 + 1);
        assertThat(data.task().baselines().stream().map(Baseline::name))
                .containsExactly("last value", "seasonal naive (24 steps)", "linear regression");
        assertThat(data.task().baselines().get(0).value()).isCloseTo(1.0973, within(1e-3));
        assertThat(data.task().baselines().get(1).value()).isCloseTo(0.6541, within(1e-3));
        assertThat(data.task().baselines().get(2).value()).isCloseTo(0.5944, within(1e-3));
    }
}
