package io.github.gru4j.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What samples are called with, and what they say to anything else. */
class SampleArgumentsTest {

    static Iterable<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anUnknownArgumentGetsOneLineThatNamesWhatIsValid(Sample sample) {
        assertThatThrownBy(() -> sample.main().run("--fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"--fast\"", "--quick")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theTableHasARowForEverySample(Sample sample) throws IOException {
        assertThat(Files.readString(Path.of("README.md")).lines())
                .anyMatch(line -> line.startsWith("| `" + (sample.name() + " " + sample.path()).strip() + "` |"));
    }

    @Test
    void namesAreUnique() {
        assertThat(Samples.all()).extracting(Sample::name).doesNotHaveDuplicates();
    }

    @Test
    void aSecondPathIsOneTooMany() {
        assertThatThrownBy(() -> Shakespeare.main("one", "two"))
                .isInstanceOf(UsageException.class)
                .hasMessage("unknown argument \"two\"; valid are: --quick, one text file");
    }

    @Test
    void shakespeareNeedsAText() {
        assertThatThrownBy(() -> Shakespeare.main("--quick"))
                .isInstanceOf(UsageException.class)
                .hasMessage("expected a text file, found none; give its path");
    }

    @Test
    void aFolderWithoutMnistIsSaidSo(@TempDir Path folder) {
        assertThatThrownBy(() -> MnistRows.main(folder.toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("MNIST is not here");
    }

    @Test
    void aFolderInPlaceOfTheFigureIsRefusedBeforeTheTraining(@TempDir Path folder) {
        assertThatThrownBy(() -> TrainingStrategies.main(folder.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> TrainingStrategies.main(
                        folder.resolve("none/figure.png").toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no folder that lets new files in");
    }
}
