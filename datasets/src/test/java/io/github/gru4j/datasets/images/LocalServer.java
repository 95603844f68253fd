package io.github.gru4j.datasets.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Mirrors on this machine, each behaving in its own way. */
final class LocalServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** "mirror/file" or "mirror/file range", as they came. */
    private final List<String> requests = new CopyOnWriteArrayList<>();

    LocalServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    List<String> requests() {
        return requests;
    }

    /** A mirror of a name. */
    URI mirror(String name, HttpHandler handler) {
        server.createContext("/" + name + "/", exchange -> {
            var range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath().substring(1) + (range == null ? "" : " " + range));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/" + name + "/");
    }

    /** Gives bytes, from where it is asked. */
    static HttpHandler giving(byte[] bytes) {
        return exchange -> {
            var range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                send(exchange, 200, bytes);
                return;
            }
            int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            if (from >= bytes.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
            send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
        };
    }

    /** Knows of no ranges. */
    static HttpHandler givingAll(byte[] bytes) {
        return exchange -> send(exchange, 200, bytes);
    }

    /** States the length of all, and closes after some. */
    static HttpHandler breakingOff(byte[] bytes, int after) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, after);
            exchange.getResponseBody().flush();
            // Closing the stream would fail, as it lacks bytes; closing the exchange cuts the connection.
        };
    }

    /** A byte now and then, for ever. */
    static HttpHandler trickling(long pauseMillis) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    Thread.sleep(pauseMillis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
