package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.Loss;
import io.github.gru4j.experiments.Optimiser;
import io.github.gru4j.experiments.RateSchedule;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.networks.DropoutKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class TrainingOptionsTest {

    private static final RunSettings SERIES = EmbeddedSettings.FULL.get("series");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyOneReachesTheSettings() {
        var expected = SERIES.toBuilder()
                .hidden(9)
                .layers(2)
                .batchSize(11)
                .optimiser(Optimiser.NESTEROV)
                .momentum(0.8)
                .learningRate(0.1)
                .schedule(RateSchedule.ONE_CYCLE)
                .clipValue(0.5)
                .dropout(0.2)
                .dropoutKind(DropoutKind.SPATIAL)
                .weightDecay(1e-4)
                .loss(Loss.MAE)
                .maxEpochs(7)
                .patience(6)
                .build();
        assertThat(over("--hidden 9 --layers 2 --batch 11 --optimiser nesterov --momentum 0.8 --learning-rate 0.1"
                        + " --schedule one-cycle --clip-value 0.5 --dropout 0.2 --dropout-kind spatial"
                        + " --weight-decay 1e-4 --loss mae --epochs 7 --patience 6"))
                .isEqualTo(expected);
        assertThat(over("--optimizer ADAMW").weightDecay()).isEqualTo(0.01);
        assertThat(over("")).isEqualTo(SERIES);
    }

    @Test
    void aClipValueReplacesTheNormThatWasNotAskedFor() {
        assertThat(SERIES.clipNorm()).isEqualTo(1);
        assertThat(over("--clip-value 0.5").clipNorm()).isZero();
        assertThat(over("--clip-value 0.5 --clip-norm 0").clipNorm()).isZero();
        assertThatThrownBy(() -> over("--clip-value 0.5 --clip-norm 1")).hasMessageContaining("found both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--optimiser adagrad | adam, adamw, nadam, amsgrad, rmsprop, sgd, nesterov",
                "--schedule cosinus | constant, step, exponential, polynomial, cosine, one-cycle",
                "--dropout-kind zoneout | standard, gaussian, alpha, spatial",
                "--loss hinge | default, cross-entropy, mse, mae",
                "--momentum 0.9 | a momentum is for the optimiser nesterov",
                "--optimiser nesterov --momentum 1 | expected a momentum above 0 and below 1",
                "--clip-norm 1 --clip-value 1 | expected gradients clipped to a norm or to a value, found both",
                "--clip-value -1 | expected a value to clip to of at least 0",
                "--weight-decay 0.1 | with weight decay is adamw",
                "--optimiser adamw --l2 0.1 | expected l2 or weight decay, found both",
                "--dropout-kind alpha | needs a dropout above 0",
                "--dropout-kind alpha --dropout 0 | needs a dropout above 0",
                "--optimiser sgd --quick | --quick has settings of its own",
                "--tasks series --loss cross-entropy | --loss: loss cross-entropy does not fit task series",
                "--tasks digits --loss mae | expected cross-entropy or mse",
            })
    void whatIsWrongIsOneLineOfUsage(String options, String why) {
        assertThat(compare(options)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(why);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void trainsDataOfTheUsersOwnAsHeSays(@TempDir Path folder) throws IOException {
        var texts = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            texts.append(i % 2 == 0 ? "good film " : "bad film ").append(i).append(i % 2 == 0 ? ",yes\n" : ",no\n");
        }
        Path films = Files.writeString(folder.resolve("films.csv"), texts);
        // Texts have dropout without being told.
        String options = "--data " + films + " --kind words --seeds 1 --jobs 1 --epochs 1 --hidden 4 --cells"
                + " gru-reset-before,gru-update-bias-1 --out " + folder.resolve("out")
                + " --dropout-kind gaussian --optimiser adamw --clip-value 1 --schedule one-cycle";
        assertThat(compare(options)).as(err.toString()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
        assertThat(folder.resolve("out").resolve("report.html"))
                .content()
                .contains(
                        "AdamW at",
                        "Gaussian dropout 0.3",
                        "weight decay 0.01",
                        "clipped to at most 1.0",
                        "in one cycle")
                .contains("reset-before GRU", "GRU with update bias 1");

        assertThat(compare(options + " --class-weights --loss mse")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--loss: loss mse has no weights of classes");
    }

    private static RunSettings over(String options) {
        var training = new TrainingOptions();
        new CommandLine(CommandSpec.create().addMixin("training", CommandSpec.forAnnotatedObject(training)))
                .parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
        return training.over(SERIES);
    }

    private int compare(String options) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), ("compare " + options).split(" "));
    }
}
