package io.github.gru4j.experiments.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;

/**
 * The report of a comparison: one HTML page that needs nothing but itself.
 *
 * <pre>{@code
 * AtomicFiles.write(Path.of("report.html"), HtmlReport.render(runs, summary.rows()));
 * }</pre>
 */
public final class HtmlReport {

    private static final String PACKAGE = HtmlReport.class.getPackageName();

    private HtmlReport() {}

    /**
     * The page as text.
     *
     * @param runs every run that {@code rows} sum up
     * @param rows one for every task and cell, in the order in which the page shows them
     * @throws IllegalArgumentException if a row's task has no run
     */
    public static String render(List<RunRecord> runs, List<SummaryRow> rows) {
        var engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlReport.class.getClassLoader(), PACKAGE);
        var page = new StringOutput();
        engine.render("report.jte", ReportPage.of(runs, rows), page);
        return page.toString();
    }
}
