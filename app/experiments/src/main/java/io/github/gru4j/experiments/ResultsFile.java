package io.github.gru4j.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code results.jsonl}: one {@link RunRecord} a line, only ever appended to, by one process at a time.
 *
 * <p>Every record is on the disk when {@link #append} returns. A last line without its end, left by a process that was
 * killed while it wrote, is ignored with a warning, and dropped by the next append.
 */
public final class ResultsFile implements AutoCloseable {

    /** Name of the file in the directory of an experiment. */
    public static final String NAME = "results.jsonl";

    private static final Logger log = LoggerFactory.getLogger(ResultsFile.class);

    private final Path file;
    private final RandomAccessFile access;
    private final LineAppender lines;
    private final List<RunRecord> found;
    private PlanRecord plan;

    private ResultsFile(Path file, RandomAccessFile access, Content content) {
        this.file = file;
        this.access = access;
        this.lines = new LineAppender(access, content.wholeBytes());
        this.found = content.runs();
        this.plan = content.plan();
    }

    /** What a file holds, and how many of its bytes are whole lines. */
    private record Content(List<RunRecord> runs, List<PlanRecord> plans, long wholeBytes) {

        /** The last one; null if there is none. */
        PlanRecord plan() {
            return plans.isEmpty() ? null : plans.get(plans.size() - 1);
        }
    }

    /**
     * The runs in a file, for reading alone; records of other formats are left out with a warning.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<RunRecord> read(Path file) throws IOException {
        return parse(file, Files.readAllBytes(file)).runs();
    }

    /**
     * The comparison that was planned last, with those of its runs that are there.
     *
     * @throws IOException if the file cannot be read
     */
    public static Comparison readComparison(Path file) throws IOException {
        Content content = parse(file, Files.readAllBytes(file));
        return content.plan() == null
                ? Comparison.ofRuns(content.runs())
                : new Comparison(content.plan(), content.runs());
    }

    /**
     * The plans in a file, the last one last.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<PlanRecord> readPlans(Path file) throws IOException {
        return parse(file, Files.readAllBytes(file)).plans();
    }

    /**
     * Opens the results of an experiment for appending, and makes directory and file if they are not there.
     *
     * @throws OutputException if the files of an experiment cannot be made or written there, or if another process
     *     writes them
     */
    static ResultsFile open(Path directory) throws OutputException {
        OutputDirectory.prepare(directory);
        Path file = directory.resolve(NAME);
        RandomAccessFile access = null;
        try {
            access = new RandomAccessFile(file.toFile(), "rw");
            // Held until the file is closed.
            if (access.getChannel().tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            OutputDirectory.sweep(directory);
            return new ResultsFile(file, access, parse(file, readAll(access)));
        } catch (OverlappingFileLockException e) {
            closeQuietly(access);
            throw new OutputException(
                    "cannot write results to " + file + ": another experiment is writing there; give another directory",
                    e);
        } catch (IOException e) {
            closeQuietly(access);
            throw failure(file, e);
        }
    }

    /** The runs that were there when the file was opened. */
    List<RunRecord> found() {
        return found;
    }

    /** Appends a run, and returns when it is on the disk; if that fails, the file stays as it was. */
    void append(RunRecord run) throws OutputException {
        try {
            lines.append(Json.MAPPER.writeValueAsString(run));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Appends a plan, unless it is that of the last line with one; returns when it is on the disk. */
    void append(PlanRecord next) throws OutputException {
        if (next.equals(plan)) {
            return;
        }
        try {
            lines.append(Json.MAPPER.writeValueAsString(next));
            plan = next;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() throws OutputException {
        try {
            access.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static OutputException failure(Path file, IOException cause) {
        return new OutputException("cannot write results to " + file + ": " + IoReason.of(cause), cause);
    }

    private static byte[] readAll(RandomAccessFile access) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(access.length())];
        access.readFully(bytes);
        return bytes;
    }

    private static Content parse(Path file, byte[] bytes) {
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        String[] lines = new String(bytes, 0, whole, StandardCharsets.UTF_8).split("\n", -1);
        List<RunRecord> runs = new ArrayList<>();
        List<PlanRecord> plans = new ArrayList<>();
        SortedMap<Integer, Integer> otherFormats = new TreeMap<>();
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                parseLine(file, i + 1, lines[i], runs, plans, otherFormats);
            }
        }
        otherFormats.forEach((format, count) -> log.warn(
                "{}: {} of its runs have format {}, this version of gru4j reads formats {} to {}; they are left as they are",
                file,
                count,
                format,
                RunRecord.OLDEST_FORMAT,
                RunRecord.FORMAT));
        if (whole < bytes.length) {
            log.warn("{}: line {} is torn; it is ignored, and compare trains its run again", file, lines.length);
        }
        return new Content(List.copyOf(runs), List.copyOf(plans), whole);
    }

    private static void parseLine(
            Path file,
            int number,
            String line,
            List<RunRecord> runs,
            List<PlanRecord> plans,
            Map<Integer, Integer> otherFormats) {
        try {
            JsonNode record = Json.MAPPER.readTree(line);
            // Before anything else is read: in another format it may mean anything.
            if (record.has("plan")) {
                parsePlan(record, plans, otherFormats);
                return;
            }
            int format = record.path("format").asInt();
            if (format >= RunRecord.OLDEST_FORMAT && format <= RunRecord.FORMAT) {
                runs.add(Json.MAPPER.treeToValue(record, RunRecord.class));
            } else {
                otherFormats.merge(format, 1, Integer::sum);
            }
        } catch (JsonProcessingException e) {
            log.warn("{}: line {} is not a run record ({}); it is ignored", file, number, e.getOriginalMessage());
        }
    }

    private static void parsePlan(JsonNode record, List<PlanRecord> plans, Map<Integer, Integer> otherFormats)
            throws JsonProcessingException {
        int format = record.path("plan").asInt();
        if (format == PlanRecord.FORMAT) {
            plans.add(Json.MAPPER.treeToValue(record, PlanRecord.class));
        } else {
            otherFormats.merge(format, 1, Integer::sum);
        }
    }

    private static void closeQuietly(RandomAccessFile access) {
        if (access != null) {
            try {
                access.close();
            } catch (IOException e) {
                log.debug("closing after a failure", e);
            }
        }
    }
}
