package io.github.gru4j.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A JVM that a peer has to itself, as it has in use. Those of all peers in one process get in each other's way, and change each
 * other: OpenMP's threads, for instance, stop spinning when there are more of them than processors, whoever started them.
 */
final class OwnJvm implements Seat {

    private final Process process;
    private final DataOutputStream orders;
    private final DataInputStream replies;

    private OwnJvm(Process process) {
        this.process = process;
        this.orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.replies = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /**
     * Starts it with the class path and the options of this JVM.
     *
     * @param peer one of {@link Peers#all()}, which the other JVM finds by its name
     * @throws IOException if the peer does not run on this platform, with the reason
     */
    static OwnJvm start(Peer peer) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                // A debugger waits at one address.
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-Xrunjdwp"))
                .forEach(command::add);
        command.add(OwnJvmMain.class.getName());
        command.add(peer.name());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not an option: command lines have a largest length, which class paths reach on Windows.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var seat = new OwnJvm(builder.start());
        try {
            seat.reply();
        } catch (IOException e) {
            seat.close();
            throw e;
        }
        return seat;
    }

    @Override
    public Map<String, INDArray> open(Task task) throws IOException {
        order(Wire.Order.OPEN, task);
        return Wire.readArrays(replies);
    }

    @Override
    public Schedule warmUp(Task task, Pace pace) throws IOException {
        orders.writeUTF(Wire.Order.WARM_UP.name());
        Wire.write(task, orders);
        orders.writeLong(pace.warmUpNanos());
        orders.writeLong(pace.nanos());
        reply();
        return new Schedule(replies.readInt(), replies.readInt(), replies.readInt());
    }

    @Override
    public void getReady(Task task) throws IOException {
        order(Wire.Order.GET_READY, task);
    }

    @Override
    public void takeTurn(Task task) throws IOException {
        order(Wire.Order.TAKE_TURN, task);
    }

    @Override
    public void drop(Task task) throws IOException {
        if (process.isAlive()) {
            order(Wire.Order.DROP, task);
        }
    }

    /** It ends when there are no more orders. */
    @Override
    public void close() {
        process.destroy();
    }

    private void order(Wire.Order order, Task task) throws IOException {
        orders.writeUTF(order.name());
        Wire.write(task, orders);
        reply();
    }

    /** What comes before the values of an answer: whether there is one. */
    private void reply() throws IOException {
        String failure;
        try {
            orders.flush();
            failure = replies.readUTF();
        } catch (IOException e) {
            throw new IOException("its JVM ended" + exitCode(e), e);
        }
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    private String exitCode(IOException e) {
        if (!(e instanceof EOFException)) {
            return "";
        }
        try {
            return " with exit code " + process.waitFor() + "; it may have said why, above";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
