package io.github.gru4j.experiments.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.gru4j.experiments.Comparison;

/**
 * The report of a comparison: one HTML page that needs nothing but itself.
 *
 * <pre>{@code
 * AtomicFiles.write(Path.of("report.html"), HtmlReport.render(comparison));
 * }</pre>
 */
public final class HtmlReport {

    private static final String PACKAGE = HtmlReport.class.getPackageName();

    private HtmlReport() {}

    /** The page as text. */
    public static String render(Comparison comparison) {
        var engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlReport.class.getClassLoader(), PACKAGE);
        var page = new StringOutput();
        engine.render("report.jte", ReportPage.of(comparison), page);
        return page.toString();
    }
}
