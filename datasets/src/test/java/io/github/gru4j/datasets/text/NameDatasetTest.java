package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Splits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class NameDatasetTest {

    private static List<LabelledName> names;
    private static Splits<List<LabelledName>> splits;
    private static NameDataset dataset;

    @BeforeAll
    static void read() {
        names = CldrNames.read();
        splits = NameSplits.of(names);
        dataset = NameDataset.of(splits, 0);
    }

    @Test
    void asksForOneOfAtLeastTwelveLanguages() {
        var task = dataset.task();
        assertThat(task.name()).isEqualTo("text");
        assertThat(task.kind()).isEqualTo(TaskKind.CLASSIFICATION);
        assertThat(task.steps()).isEqualTo(StepKind.TOKENS);
        assertThat(task.labels())
                .hasSizeGreaterThanOrEqualTo(12)
                .hasSize(task.outputSize())
                .doesNotHaveDuplicates();
        assertThat(task.provenance().train()).isBetween(5000, 7000);
        assertThat(task.inputSize()).isEqualTo(dataset.vocabulary().size());
    }

    @Test
    void eachSplitHasItsShareOfEveryLanguage() {
        for (var part : parts(splits)) {
            var counts = part.stream().collect(Collectors.groupingBy(LabelledName::language, Collectors.counting()));
            assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(CldrNames.labels());
            double fair = (double) part.size() / CldrNames.labels().size();
            assertThat(counts.values())
                    .allSatisfy(count -> assertThat((double) count).isBetween(0.5 * fair, 1.5 * fair));
        }
    }

    @Test
    void splitsShareNeitherConceptsNorTexts() {
        assertDisjoint(LabelledName::concept);
        assertDisjoint(LabelledName::text);
        assertThat(parts(splits).stream().mapToInt(List::size).sum()).isEqualTo(names.size());
    }

    private static void assertDisjoint(Function<LabelledName, String> property) {
        var seen = new HashSet<String>();
        for (var part : parts(splits)) {
            Set<String> here = part.stream().map(property).collect(Collectors.toSet());
            assertThat(seen).doesNotContainAnyElementsOf(here);
            seen.addAll(here);
        }
    }

    /** Compares what the network reads, not the names: cut or unknown characters can make two names one input. */
    @Test
    void noInputRowIsThereTwiceInOneSplitOrInTwo() {
        var rows = new Splits<>(dataset.train(64, 1), dataset.validation(64), dataset.test(64))
                .map(NameDatasetTest::inputRows);
        var languageOfRow = new HashMap<List<Integer>, Integer>();
        var repeated = new ArrayList<InputRow>();
        var contradictory = new ArrayList<InputRow>();
        for (var part : List.of(rows.train(), rows.validation(), rows.test())) {
            for (var row : part) {
                var language = languageOfRow.putIfAbsent(row.tokens(), row.language());
                if (language != null) {
                    (language == row.language() ? repeated : contradictory).add(row);
                }
            }
        }
        assertThat(contradictory).isEmpty();
        assertThat(repeated).isEmpty();
        assertThat(languageOfRow).hasSize(names.size());
    }

    private record InputRow(List<Integer> tokens, int language) {}

    private static List<InputRow> inputRows(DataSetIterator iterator) {
        var rows = new ArrayList<InputRow>();
        while (iterator.hasNext()) {
            var batch = iterator.next();
            var mask = batch.getFeaturesMaskArray();
            var tokens = batch.getFeatures().reshape(mask.shape()).toIntMatrix();
            int[] lengths = mask.sum(1).toIntVector();
            int[] languages = batch.getLabels().argMax(1).toIntVector();
            for (int i = 0; i < lengths.length; i++) {
                rows.add(new InputRow(
                        Arrays.stream(tokens[i], 0, lengths[i]).boxed().toList(), languages[i]));
            }
        }
        return rows;
    }

    @Test
    void cutsAfterWholeCharacters() {
        assertThat(CldrNames.firstCharacters("niemcy")).isEqualTo("niemcy");
        assertThat(CldrNames.firstCharacters("hora estándar de perú")).isEqualTo("hora estándar de");
        assertThat(CldrNames.firstCharacters("\uD83D\uDE00".repeat(17))).isEqualTo("\uD83D\uDE00".repeat(16));
    }

    @Test
    void everyTextIsNormalisedWithoutDigitsAndInOneLanguageAlone() {
        var languages = new HashMap<String, String>();
        for (var name : names) {
            assertThat(Normalizer.isNormalized(name.text(), Normalizer.Form.NFC))
                    .as(name.text())
                    .isTrue();
            assertThat(name.text())
                    .isNotBlank()
                    .doesNotContainPattern("\\d")
                    .hasSizeLessThanOrEqualTo(CldrNames.MAX_LENGTH);
            assertThat(languages.put(name.text(), name.language()))
                    .as(name.text())
                    .isNull();
        }
    }

    @Test
    void holdsWellKnownNames() {
        assertThat(names)
                .contains(
                        new LabelledName("country DE", "niemcy", "Polish"),
                        new LabelledName("country DE", "németország", "Hungarian"),
                        new LabelledName("language fi", "финский", "Russian"))
                .extracting(LabelledName::text)
                .doesNotContain("germany", "paraguay");
    }

    @Test
    void vocabularyIsLearntFromTheTrainingSplitAlone() {
        var others = List.of(new LabelledName("country XX", "日本語 ж", "Czech"));
        var changed = NameDataset.of(new Splits<>(splits.train(), others, others), 0);
        assertThat(changed.vocabulary()).isEqualTo(dataset.vocabulary());
        assertThat(changed.validation(1).next().getFeatures().ravel().toFloatVector())
                .containsExactly(
                        1,
                        1,
                        1,
                        dataset.vocabulary().indexOf(" "),
                        dataset.vocabulary().indexOf("ж"));
    }

    @Test
    void batchesHoldTheCharactersOfTheNamesAndMaskThePadding() {
        var test = dataset.test(32);
        var vocabulary = dataset.vocabulary();
        var labels = dataset.task().labels();
        int row = 0;
        while (test.hasNext()) {
            var batch = test.next();
            assertThat(batch.getFeatures().shape()[1]).isEqualTo(1);
            assertThat(batch.getFeaturesMaskArray().shape())
                    .containsExactly(
                            batch.getFeatures().size(0), batch.getFeatures().size(2));
            assertThat(batch.getLabelsMaskArray()).isNull();
            float[][] features = batch.getFeatures()
                    .reshape(batch.getFeaturesMaskArray().shape())
                    .toFloatMatrix();
            float[][] mask = batch.getFeaturesMaskArray().toFloatMatrix();
            for (int i = 0; i < features.length; i++, row++) {
                var name = splits.test().get(row);
                int length = name.text().length();
                for (int t = 0; t < features[i].length; t++) {
                    boolean real = t < length;
                    assertThat(mask[i][t]).isEqualTo(real ? 1 : 0);
                    assertThat(features[i][t])
                            .isEqualTo(real ? vocabulary.indexOf(name.text().substring(t, t + 1)) : Vocabulary.PADDING);
                }
                assertThat(labels.get(batch.getLabels().getRow(i).argMax().getInt(0)))
                        .isEqualTo(name.language());
                assertThat(batch.getLabels().getRow(i).sumNumber().doubleValue())
                        .isEqualTo(1);
            }
        }
        assertThat(row).isEqualTo(splits.test().size());
    }

    @Test
    void trainingBatchesAreHardlyPadded() {
        var train = dataset.train(64, 1);
        double steps = 0;
        double padded = 0;
        while (train.hasNext()) {
            var mask = train.next().getFeaturesMaskArray();
            steps += mask.length();
            padded += mask.length() - mask.sumNumber().doubleValue();
        }
        assertThat(padded / steps).isLessThan(0.05);
    }

    @Test
    void baselineIsTheCommonestTrainingLanguage() {
        var counts = new HashMap<String, Integer>();
        splits.train().forEach(name -> counts.merge(name.language(), 1, Integer::sum));
        int most = counts.values().stream().max(Integer::compare).orElseThrow();
        var accuracies = new ArrayList<Double>();
        counts.forEach((language, count) -> {
            if (count == most) {
                accuracies.add(splits.test().stream()
                                .filter(name -> name.language().equals(language))
                                .count()
                        / (double) splits.test().size());
            }
        });
        var baseline = dataset.task().baselines().get(0);
        assertThat(baseline.name()).isEqualTo("majority class");
        assertThat(accuracies).contains(baseline.value());
        assertThat(baseline.value()).isCloseTo(1.0 / CldrNames.labels().size(), within(0.05));
    }

    @Test
    void refusesOtherSourcesOfNames() {
        assertThatThrownBy(() -> CldrNames.requireCldr("COMPAT,CLDR", ModuleLayer.boot()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("java.locale.providers is 'COMPAT,CLDR'")
                .hasMessageContaining("-Djava.locale.providers=CLDR");
        CldrNames.requireCldr("CLDR,COMPAT", ModuleLayer.boot());
    }

    @Test
    void refusesARuntimeWithoutLocaleData() {
        assertThatThrownBy(() -> CldrNames.requireCldr(null, ModuleLayer.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jdk.localedata");
    }

    /** By default Java fills the gaps of CLDR from older tables; none of that may reach the data. */
    @Test
    void namesAreTheSameWithCldrAlone() throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.locale.providers=CLDR",
                        "-Duser.language=tr",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintNames.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed.lines().toList())
                .isEqualTo(names.stream().map(LabelledName::toString).toList());
    }

    private static List<List<LabelledName>> parts(Splits<List<LabelledName>> splits) {
        return List.of(splits.train(), splits.validation(), splits.test());
    }
}
