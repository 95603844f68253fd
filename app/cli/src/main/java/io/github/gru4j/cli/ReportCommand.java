package io.github.gru4j.cli;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.OutputDirectory;
import io.github.gru4j.experiments.claims.Claim;
import io.github.gru4j.experiments.claims.ClaimNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the report of a comparison again. */
@Command(
        name = "report",
        description = {
            "Draw the report of a comparison again, from DIR/results.jsonl alone: DIR/report.html and DIR/summary.json. Nothing is "
                    + "trained. It shows what was planned last.",
            "",
            "Exit code 3: a claim of --check does not hold.",
            ""
        },
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of a comparison: the --out of compare.")
    private Path directory;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report to this file, and nothing into DIR.")
    private Path out;

    @Mixin
    private CheckOption check;

    @Override
    public Integer call() throws IOException {
        check.read();
        Comparison comparison = KeptResults.in(directory).comparison();
        List<Claim> claims = check.parse(ClaimNames.of(comparison.plan()));
        var output = new ComparisonOutput(comparison);
        Path report = out == null ? directory.resolve(OutputDirectory.REPORT) : out;
        if (out == null) {
            output.writeSummary(directory);
        }
        output.writeReport(report);
        PrintWriter stdout = spec.commandLine().getOut();
        output.print(stdout);
        boolean hold = CheckOption.hold(claims, comparison, stdout);
        stdout.println("Report: " + report);
        return hold ? ExitCodes.DONE : ExitCodes.CLAIM;
    }
}
