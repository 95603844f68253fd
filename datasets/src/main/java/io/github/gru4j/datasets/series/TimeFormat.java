package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.csv.Numbers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How times are written, and what they are as numbers: milliseconds since 1970, in UTC where no offset is given. */
abstract class TimeFormat {

    private static final String TIME = "[[ ]['T'][h:mm[:ss] a][H:mm[:ss[.SSS]]]]";

    private static final List<String> DATES = List.of(
            "uuuu/M/d",
            "uuuu-M-d",
            "d/M/uuuu",
            "M/d/uuuu",
            "d.M.uuuu",
            "d-M-uuuu",
            "M-d-uuuu",
            "d-MMM-uuuu",
            "d MMM uuuu",
            "MMM d, uuuu");

    private static final double MILLIS = 1000;

    private static final double SECONDS_OF_A_DAY = 86_400;

    private static final List<TimeFormat> COMMON = common();

    private final String name;

    private TimeFormat(String name) {
        this.name = name;
    }

    /** NaN if it is no time of this format. */
    abstract double parse(byte[] text, int from, int to);

    /** Whether times are plain numbers, of which nobody knows the unit. */
    boolean plainNumbers() {
        return false;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Formats in which the text is a time. */
    static List<TimeFormat> matching(byte[] text, int from, int to) {
        var matching = new ArrayList<TimeFormat>();
        for (var format : COMMON) {
            if (!Double.isNaN(format.parse(text, from, to))) {
                matching.add(format);
                if (format instanceof Iso || format instanceof PlainNumber) {
                    break;
                }
            }
        }
        return matching;
    }

    /**
     * Plain numbers.
     *
     * @param millis whether they are milliseconds since 1970
     */
    static TimeFormat numbers(boolean millis) {
        return millis ? new Millis() : new PlainNumber();
    }

    /**
     * A format of the user's own.
     *
     * @throws IllegalArgumentException if it is no pattern, in one line
     */
    static TimeFormat pattern(String pattern) {
        // Strict, since the 29th of February 2015 would else be the 28th; but then y is the year of an era, which
        // nobody means.
        var strict = pattern.contains("'") || pattern.contains("G") ? pattern : pattern.replace('y', 'u');
        try {
            return new Pattern(
                    pattern,
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(strict)
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(strict.contains("y") ? ResolverStyle.SMART : ResolverStyle.STRICT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + pattern + "\" is no pattern of a time: " + e.getMessage() + ".", e);
        }
    }

    private static List<TimeFormat> common() {
        var formats = new ArrayList<TimeFormat>(List.of(new Iso(), new PlainNumber()));
        for (var date : DATES) {
            formats.add(new Pattern(
                    date,
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(date + TIME)
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT)));
        }
        return List.copyOf(formats);
    }

    private static double timeOf(DateTimeFormatter formatter, byte[] text, int from, int to) {
        try {
            return millis(formatter.parseBest(
                    new String(text, from, to - from, StandardCharsets.UTF_8),
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from,
                    YearMonth::from));
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static double millis(LocalDateTime time) {
        return millis(time.toInstant(ZoneOffset.UTC));
    }

    private static double millis(Instant time) {
        return time.getEpochSecond() * MILLIS + time.getNano() / 1e6;
    }

    private static double millis(TemporalAccessor time) {
        if (time instanceof OffsetDateTime offset) {
            return millis(offset.toInstant());
        }
        if (time instanceof LocalDateTime local) {
            return millis(local);
        }
        return millis((time instanceof LocalDate day ? day : ((YearMonth) time).atDay(1)).atStartOfDay());
    }

    /** 2016-07-01 13:00:00 and its relatives. Digit by digit: java.time takes a microsecond for each, longer than the row else. */
    private static final class Iso extends TimeFormat {

        private static final DateTimeFormatter FULL = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("uuuu-MM[-dd[['T'][ ]HH:mm[:ss]]]")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                // The offset: +02:00, +0200 or +02.
                .appendPattern("[[ ]XXX][[ ]XX][[ ]X]")
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);

        Iso() {
            super("uuuu-MM-dd HH:mm:ss");
        }

        @Override
        double parse(byte[] text, int from, int to) {
            int length = to - from;
            if (length < 7 || text[from + 4] != '-') {
                return Double.NaN;
            }
            boolean fixed = length == 10 || length == 16 || length == 19;
            if (!fixed || text[from + 7] != '-' || !clockOrNone(text, from, length)) {
                return timeOf(FULL, text, from, to);
            }
            int year = digits(text, from, 4);
            int month = digits(text, from + 5, 2);
            int day = digits(text, from + 8, 2);
            int hour = length == 10 ? 0 : digits(text, from + 11, 2);
            int minute = length == 10 ? 0 : digits(text, from + 14, 2);
            int second = length < 19 ? 0 : digits(text, from + 17, 2);
            if (year < 0
                    || month < 1
                    || month > 12
                    || day < 1
                    || hour < 0
                    || hour > 23
                    || minute < 0
                    || minute > 59
                    || second < 0
                    || second > 59
                    || day > YearMonth.of(year, month).lengthOfMonth()) {
                return Double.NaN;
            }
            double seconds =
                    LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_A_DAY + 3600 * hour + 60 * minute + second;
            return seconds * MILLIS;
        }

        private static boolean clockOrNone(byte[] text, int from, int length) {
            return length == 10
                    || ((text[from + 10] == ' ' || text[from + 10] == 'T')
                            && text[from + 13] == ':'
                            && (length == 16 || text[from + 16] == ':'));
        }

        /** -1 if one is no digit. */
        private static int digits(byte[] text, int from, int count) {
            int value = 0;
            for (int i = from; i < from + count; i++) {
                if (text[i] < '0' || text[i] > '9') {
                    return -1;
                }
                value = 10 * value + text[i] - '0';
            }
            return value;
        }
    }

    private static class PlainNumber extends TimeFormat {

        PlainNumber() {
            this("number");
        }

        private PlainNumber(String name) {
            super(name);
        }

        @Override
        double parse(byte[] text, int from, int to) {
            double value = Numbers.parse(text, from, to, '.');
            return Double.isInfinite(value) ? Double.NaN : value;
        }

        @Override
        boolean plainNumbers() {
            return true;
        }
    }

    private static final class Millis extends PlainNumber {

        Millis() {
            super("milliseconds since 1970");
        }

        @Override
        boolean plainNumbers() {
            return false;
        }
    }

    private static final class Pattern extends TimeFormat {

        private final DateTimeFormatter formatter;

        Pattern(String name, DateTimeFormatter formatter) {
            super(name);
            this.formatter = formatter;
        }

        @Override
        double parse(byte[] text, int from, int to) {
            return timeOf(formatter, text, from, to);
        }
    }
}
