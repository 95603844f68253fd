package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times by which steps are sorted. */
final class Times {

    private static final double NANO = 1e-9;
    private static final int DATE = "2000-01-01".length();

    private Times() {}

    /**
     * A number, or an ISO 8601 date or time, with a blank for its T if need be, as a number that grows with time.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static double parse(String cell) {
        if (!Cells.isMissing(cell) && Cells.isNumber(cell)) {
            return Cells.number(cell);
        }
        try {
            if (cell.length() == DATE) {
                return LocalDate.parse(cell).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
            }
            var iso = cell.length() > DATE && cell.charAt(DATE) == ' '
                    ? cell.substring(0, DATE) + 'T' + cell.substring(DATE + 1)
                    : cell;
            if (iso.length() > DATE
                    && (iso.endsWith("Z") || iso.indexOf('+', DATE) > 0 || iso.indexOf('-', DATE) > 0)) {
                return seconds(OffsetDateTime.parse(iso));
            }
            return seconds(LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    DataException.quote(cell) + " is no time; write a number, 2024-12-31, or 2024-12-31 23:59:59", e);
        }
    }

    private static double seconds(OffsetDateTime time) {
        return time.toEpochSecond() + NANO * time.getNano();
    }
}
