package io.github.gru4j.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
    private final FileChannel channel;
    private final FileLock lock;
    private final List<RunRecord> found;

    private ResultsFile(Path file, FileChannel channel, FileLock lock, Content content) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.found = content.runs();
    }

    /** What a file holds, and how many of its bytes are whole lines. */
    private record Content(List<RunRecord> runs, long wholeBytes) {}

    /**
     * The runs in a file, for reading alone; records of other formats are left out with a warning.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<RunRecord> read(Path file) throws IOException {
        return parse(file, Files.readAllBytes(file)).runs();
    }

    /**
     * Opens the results of an experiment for appending, and makes directory and file if they are not there.
     *
     * @throws OutputException if they cannot be made or written, or if another process writes them
     */
    static ResultsFile open(Path directory) throws OutputException {
        Path file = directory.resolve(NAME);
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            Content content = parse(file, readAll(channel));
            channel.position(content.wholeBytes());
            return new ResultsFile(file, channel, lock, content);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new OutputException(
                    "cannot write results to " + file + ": another experiment is writing there; give another directory",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new OutputException("cannot write results to " + directory + ": it is a file; give a directory", e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new OutputException(
                    "cannot write results to " + directory + ": " + reason(e)
                            + "; give a directory that can be written",
                    e);
        }
    }

    /** The runs that were there when the file was opened. */
    List<RunRecord> found() {
        return found;
    }

    /** Appends a run, and returns when it is on the disk. */
    synchronized void append(RunRecord run) throws OutputException {
        // An interrupted thread that touches the channel closes it for all; a finished run is to be kept all the same.
        boolean interrupted = Thread.interrupted();
        try {
            ByteBuffer line =
                    ByteBuffer.wrap((Json.MAPPER.writeValueAsString(run) + "\n").getBytes(StandardCharsets.UTF_8));
            // Drops a torn line, here rather than when opening: a file that is not written to stays as it is.
            channel.truncate(channel.position());
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new OutputException("cannot write results to " + file + ": " + reason(e), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws OutputException {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new OutputException("cannot write results to " + file + ": " + reason(e), e);
        }
    }

    private static byte[] readAll(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // reads on until the buffer is full
        }
        return bytes.array();
    }

    private static Content parse(Path file, byte[] bytes) {
        List<RunRecord> runs = new ArrayList<>();
        int start = 0;
        int number = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                number++;
                parseLine(file, number, new String(bytes, start, i - start, StandardCharsets.UTF_8), runs);
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            log.warn("{}: line {} is torn; it is ignored, and its run is trained again", file, number + 1);
        }
        return new Content(List.copyOf(runs), start);
    }

    private static void parseLine(Path file, int number, String line, List<RunRecord> runs) {
        if (line.isBlank()) {
            return;
        }
        try {
            RunRecord run = Json.MAPPER.readValue(line, RunRecord.class);
            if (run.format() == RunRecord.FORMAT) {
                runs.add(run);
            } else {
                log.warn(
                        "{}: line {} has format {}, expected {}; it is ignored",
                        file,
                        number,
                        run.format(),
                        RunRecord.FORMAT);
            }
        } catch (JsonProcessingException e) {
            log.warn("{}: line {} is not a run record ({}); it is ignored", file, number, e.getOriginalMessage());
        }
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name.replace("Exception", "") + " " + e.getMessage();
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("closing after a failure", e);
            }
        }
    }
}
