package io.github.gru4j.cli;

import io.github.gru4j.experiments.ModelBundle;
import io.github.gru4j.experiments.TextGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a language model write. */
@Command(
        name = "generate",
        description = {
            "Let a language model write: each character (or word) is drawn from what the model thinks comes next.",
            ""
        },
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL.zip",
            description = "A model that gru4j train made of data of --kind language-model.")
    private Path model;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the text begins with. By default it begins as after the end of a line.")
    private String prompt;

    @Option(
            names = "--length",
            paramLabel = "N",
            defaultValue = "500",
            description = "Characters (or words) to write. By default ${DEFAULT-VALUE}.")
    private long length;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            defaultValue = "0.8",
            description =
                    "Below 1 for likelier ones, above 1 for unlikelier ones; 0 for the likeliest alone. By default "
                            + "${DEFAULT-VALUE}.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "N", description = "Draw from the N likeliest alone. By default from all.")
    private Integer topK;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of what is drawn: the same gives the same text. By default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (length < 1) {
            throw wrong("--length is " + length + "; valid are whole numbers from 1");
        }
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw wrong("--temperature is " + temperature + "; valid are numbers from 0");
        }
        if (topK != null && topK < 1) {
            throw wrong("--top-k is " + topK + "; valid are whole numbers from 1");
        }
        ModelBundle bundle = ModelBundle.load(model);
        PrintWriter out = spec.commandLine().getOut();
        try {
            var generator = new TextGenerator(bundle, temperature, topK == null ? 0 : topK, seed);
            boolean[] begun = {false};
            generator.generate(prompt, length, token -> {
                if (!begun[0]) {
                    begun[0] = true;
                    out.print(prompt);
                }
                out.print(token);
                out.flush();
            });
        } catch (IllegalArgumentException e) {
            throw new IOException(model + ": " + e.getMessage(), e);
        }
        out.println();
        return ExitCodes.DONE;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
