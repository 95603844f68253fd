package io.github.gru4j.cli;

import static io.github.gru4j.cli.DataKind.IMAGES;

import io.github.gru4j.datasets.images.ImageSteps;
import picocli.CommandLine.Option;

/** Options of {@code --kind images}. */
final class ImageArguments {

    @ForKinds(IMAGES)
    @Option(
            names = "--image-steps",
            paramLabel = "WHAT",
            converter = StepNames.class,
            completionCandidates = StepNames.class,
            description = "What is a step: ${COMPLETION-CANDIDATES}; by default rows.")
    ImageSteps steps;

    @ForKinds(IMAGES)
    @Option(
            names = "--validation-images",
            paramLabel = "N",
            description =
                    "With --test-data: the last N images of --data are for validation, by default 5000 or a twelfth.")
    Integer validation;

    static final class StepNames extends EnumNames<ImageSteps> {
        StepNames() {
            super(ImageSteps.class);
        }
    }
}
