package io.github.gru4j.datasets.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;

/** Fetches files whose size and SHA-256 are known, from the first mirror that gives them. */
final class Fetch {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BUFFER = 1 << 16;

    /**
     * How long to wait.
     *
     * @param connect for a connection, and then for the header of an answer
     * @param stall for the next bytes
     * @param slowest bytes in a second: a file may take {@code stall} and its size at this rate, whatever trickles in
     */
    record Limits(Duration connect, Duration stall, long slowest) {

        static final Limits DEFAULT = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), 16 << 10);

        Duration whole(long bytes) {
            return stall.plusMillis(1000 * bytes / slowest);
        }
    }

    /** A mirror gave something else than the file. What it gave is of no use. */
    private static final class WrongContentException extends IOException {

        private static final long serialVersionUID = 1L;

        WrongContentException(String message) {
            super(message);
        }
    }

    private final List<URI> mirrors;
    private final Limits limits;
    private final HttpClient client;

    /** @param mirrors folders; each ends with a slash */
    Fetch(List<URI> mirrors, Limits limits) {
        this.mirrors = List.copyOf(mirrors);
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /**
     * Puts a file into a folder. Until it is complete and checked, it is beside, under a name with {@code .part}.
     *
     * @throws IOException if no mirror gives it, with the reason of each
     */
    Path to(Path folder, RemoteFile file, Mnist.Progress progress) throws IOException {
        var target = folder.resolve(file.name());
        var part = folder.resolve(file.name() + ".part");
        try (var channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(channel, part);
            fromAnyMirror(channel, file, progress);
            // Still locked: no other process may write what is about to be moved.
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    /** Two that write to one file would spoil it for each other. */
    private static void lock(FileChannel channel, Path part) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // By another thread.
        }
        throw new IOException(part + " is being fetched by another process; wait for it");
    }

    private void fromAnyMirror(FileChannel channel, RemoteFile file, Mnist.Progress progress) throws IOException {
        var reasons = new ArrayList<String>();
        for (var mirror : mirrors) {
            var source = mirror.resolve(file.name());
            try {
                // What is there may be of another mirror or another day: if it was wrong, once more from the beginning.
                boolean resumed = channel.size() > 0;
                try {
                    complete(channel, source, file, progress);
                } catch (WrongContentException e) {
                    channel.truncate(0);
                    if (!resumed) {
                        throw e;
                    }
                    complete(channel, source, file, progress);
                }
                return;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (WrongContentException e) {
                channel.truncate(0);
                reasons.add(source + ": " + e.getMessage());
            } catch (IOException e) {
                reasons.add(source + ": " + reason(e));
            }
        }
        throw new IOException("cannot fetch " + file.name() + " (" + String.join("; ", reasons) + ")");
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "no connection";
        }
        var message = e.getMessage() == null || e.getMessage().isBlank()
                ? e.getClass().getSimpleName()
                : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private void complete(FileChannel channel, URI source, RemoteFile file, Mnist.Progress progress)
            throws IOException {
        if (channel.size() > file.bytes()) {
            channel.truncate(0);
        }
        if (channel.size() < file.bytes()) {
            transfer(channel, source, file, progress);
        }
        var found = sha256(channel);
        if (!found.equals(file.sha256())) {
            throw new WrongContentException("its SHA-256 is " + found + ", and " + file.sha256() + " was expected");
        }
    }

    private void transfer(FileChannel channel, URI source, RemoteFile file, Mnist.Progress progress)
            throws IOException {
        long have = channel.size();
        var request = HttpRequest.newBuilder(source).timeout(limits.connect()).GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching " + file.name());
        }
        try (var body = answer.body()) {
            boolean goesOn = have > 0 && answer.statusCode() == PARTIAL;
            if (goesOn && !isRest(answer, have, file)) {
                throw new WrongContentException("it answers with another range than was asked for");
            }
            if (have > 0 && answer.statusCode() == 416) {
                throw new WrongContentException("it has no more of the file than " + have + " bytes");
            }
            if (!goesOn && answer.statusCode() != OK) {
                throw new IOException("it answers with status " + answer.statusCode());
            }
            if (!goesOn) {
                requireLength(answer, file);
                channel.truncate(0);
            }
            copy(body, channel, file, progress);
        }
        if (channel.size() < file.bytes()) {
            throw new IOException("it ends after " + channel.size() + " of " + file.bytes() + " bytes");
        }
    }

    /** A page that says why there is no file often comes with status 200. */
    private static void requireLength(HttpResponse<?> answer, RemoteFile file) throws WrongContentException {
        var stated = answer.headers().firstValueAsLong("Content-Length");
        if (stated.isPresent() && stated.getAsLong() != file.bytes()) {
            throw new WrongContentException(
                    "it states a size of " + stated.getAsLong() + " bytes, and " + file.bytes() + " were expected");
        }
    }

    private static boolean isRest(HttpResponse<?> answer, long position, RemoteFile file) {
        return answer.headers()
                .firstValue("Content-Range")
                .map(range -> range.startsWith("bytes " + position + "-")
                        && (range.endsWith("/" + file.bytes()) || range.endsWith("/*")))
                .orElse(false);
    }

    /** A thread beside closes the stream when it takes too long: the HTTP client has no limit for the body of an answer. */
    private void copy(InputStream body, FileChannel channel, RemoteFile file, Mnist.Progress progress)
            throws IOException {
        var watch = new Watch(body, limits, file.bytes());
        try {
            channel.position(channel.size());
            var buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                watch.alive();
                if (channel.size() + read > file.bytes()) {
                    throw new WrongContentException("it is longer than " + file.bytes() + " bytes");
                }
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                progress.at(file.name(), channel.size(), file.bytes());
            }
        } catch (WrongContentException e) {
            throw e;
        } catch (IOException e) {
            if (watch.reason() == null) {
                throw new IOException(
                        "the connection broke after " + channel.size() + " of " + file.bytes() + " bytes (" + reason(e)
                                + ")",
                        e);
            }
        } finally {
            watch.stop();
        }
        if (watch.reason() != null) {
            throw new IOException(watch.reason());
        }
    }

    private static String sha256(FileChannel channel) throws IOException {
        var digest = DigestUtils.getSha256Digest();
        var buffer = ByteBuffer.allocate(BUFFER);
        channel.position(0);
        while (channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Closes a stream that gives nothing, or too little. */
    private static final class Watch {

        private static final int CHECKS_PER_STALL = 10;

        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var daemon = new Thread(work, "gru4j-fetch-watch");
            daemon.setDaemon(true);
            return daemon;
        });
        private final long stall;
        private final long end;
        private volatile long lastAlive = System.nanoTime();
        private volatile String reason;

        Watch(InputStream body, Limits limits, long bytes) {
            stall = limits.stall().toNanos();
            end = lastAlive + limits.whole(bytes).toNanos();
            long period = stall / CHECKS_PER_STALL;
            // The future says nothing that the fields do not.
            var unused = thread.scheduleAtFixedRate(() -> check(body), period, period, TimeUnit.NANOSECONDS);
        }

        private void check(InputStream body) {
            long now = System.nanoTime();
            if (now - lastAlive > stall) {
                reason = "it gave nothing for " + TimeUnit.NANOSECONDS.toSeconds(stall) + " seconds";
            } else if (now - end > 0) {
                reason = "it is too slow";
            }
            if (reason != null) {
                try {
                    body.close();
                } catch (IOException e) {
                    // The reader of the stream finds out.
                }
                thread.shutdown();
            }
        }

        void alive() {
            lastAlive = System.nanoTime();
        }

        String reason() {
            return reason;
        }

        void stop() {
            thread.shutdownNow();
        }
    }
}
