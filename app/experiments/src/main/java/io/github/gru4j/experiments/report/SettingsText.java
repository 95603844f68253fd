package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs were trained with, in a sentence. */
final class SettingsText {

    private SettingsText() {}

    /** A sentence for all runs that differ by width alone; with the cells it is of, if there is more than one. */
    static List<String> of(List<RunRecord> runs) {
        Map<RunSettings, List<RunRecord>> groups = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            groups.computeIfAbsent(run.settings().toBuilder().hidden(1).build(), k -> new ArrayList<>())
                    .add(run);
        }
        return groups.values().stream()
                .map(group -> (groups.size() > 1 ? cells(group) + ": " : "")
                        + of(group.get(0).settings(), widths(group)))
                .toList();
    }

    private static String cells(List<RunRecord> runs) {
        return Words.list(ReportPage.distinct(runs, run -> CellLabels.of(run.cell())));
    }

    private static String widths(List<RunRecord> runs) {
        return Words.list(
                runs.stream()
                        .map(run -> run.settings().hidden())
                        .distinct()
                        .sorted()
                        .toList(),
                "or");
    }

    private static String of(RunSettings settings, String widths) {
        var text = new StringBuilder("Recurrent width ").append(widths);
        if (settings.layers() > 1) {
            text.append(" in each of ").append(settings.layers()).append(" layers");
        }
        if (settings.embedding() > 0) {
            text.append(", token embedding ").append(settings.embedding());
        }
        text.append(", batch ").append(settings.batchSize());
        text.append(", Adam at ").append(settings.learningRate()).append(schedule(settings));
        text.append(
                settings.clipNorm() > 0
                        ? ", gradients clipped to an L2 norm of " + settings.clipNorm() + " per layer"
                        : ", gradients not clipped");
        if (settings.dropout() > 0) {
            text.append(", dropout ").append(settings.dropout()).append(" between layers");
        }
        if (settings.l2() > 0) {
            text.append(", L2 ").append(settings.l2());
        }
        text.append(", at most ").append(settings.maxEpochs()).append(" epochs, patience ");
        text.append(settings.patience());
        if (settings.maxTrain() > 0) {
            text.append(", the first ").append(settings.maxTrain()).append(" training sequences at most");
        }
        return text.append('.').toString();
    }

    private static String schedule(RunSettings settings) {
        return switch (settings.schedule()) {
            case CONSTANT -> "";
            case COSINE -> " and from there along a cosine to nothing at the last epoch allowed";
            case STEP -> ", a third of it after half and a tenth after three quarters of the epochs allowed";
        };
    }
}
