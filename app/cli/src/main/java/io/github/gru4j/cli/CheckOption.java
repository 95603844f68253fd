package io.github.gru4j.cli;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.claims.Claim;
import io.github.gru4j.experiments.claims.ClaimNames;
import io.github.gru4j.experiments.claims.ClaimResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --check}: claims that have to hold. */
final class CheckOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = {
                "Claims that have to hold, a YAML list; exit code 3 if one does not. For instance:",
                "- gru on digits: mean >= 0.97",
                "- gru beats lstm on text",
                "- gru not worse than lstm on text by more than 0.01",
                "- gru steps to 0.01 on adding-100 <= lstm's / 1.5",
                "- all beat baseline on text (equal parameters)"
            })
    private Path file;

    private ClaimsFile claims = new ClaimsFile(List.of());

    /** Reads the file, if one is given; what is wrong with it is wrong usage. */
    void read() throws IOException {
        if (file != null) {
            try {
                claims = ClaimsFile.read(file);
            } catch (Yaml.Defect e) {
                throw wrong(e);
            }
        }
    }

    /** The claims of the file; a name that does not exist is wrong usage. */
    List<Claim> parse(ClaimNames names) {
        try {
            return claims.parse(names);
        } catch (Yaml.Defect e) {
            throw wrong(e);
        }
    }

    private ParameterException wrong(Yaml.Defect defect) {
        return new ParameterException(
                spec.commandLine(), "--check " + file + ": " + Terminal.sentence(defect.getMessage()));
    }

    /** Prints a line for each claim, and says whether none fails. */
    static boolean hold(List<Claim> claims, Comparison comparison, PrintWriter out) {
        boolean all = true;
        for (Claim claim : claims) {
            ClaimResult result = claim.check(comparison);
            String verdict =
                    switch (result.verdict()) {
                        case HOLDS -> "holds";
                        case FAILS -> "FAILS";
                        case NOT_CHECKED -> "not checked";
                    };
            out.printf("Claim %s: %s [%s]%n", verdict, result.claim(), result.found());
            all &= result.verdict() != ClaimResult.Verdict.FAILS;
        }
        return all;
    }
}
