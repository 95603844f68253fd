package io.github.gru4j.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** What runs in a peer's own JVM: takes orders from standard input until it ends, answers on standard output. */
final class OwnJvmMain {

    private OwnJvmMain() {}

    /**
     * Does what it is told until the JVM that started it says no more, or is gone.
     *
     * @param args the name of the peer
     */
    public static void main(String[] args) throws Exception {
        // Libraries that print would break into the answers.
        System.setOut(System.err);
        var orders = new DataInputStream(new BufferedInputStream(System.in));
        var replies = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        var peer = Peers.all().stream()
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer is named " + args[0]));
        Seat seat;
        try {
            seat = new LocalSeat(peer);
        } catch (Exception | LinkageError e) {
            fail(e, replies);
            return;
        }
        done(replies);
        while (next(seat, orders, replies)) {
            replies.flush();
        }
    }

    private static boolean next(Seat seat, DataInputStream orders, DataOutputStream replies) throws IOException {
        Wire.Order order;
        try {
            order = Wire.Order.valueOf(orders.readUTF());
        } catch (EOFException e) {
            return false;
        }
        var task = Wire.readTask(orders);
        var pace = order == Wire.Order.WARM_UP ? new Pace(orders.readLong(), orders.readLong()) : null;
        try {
            switch (order) {
                case OPEN -> {
                    var answer = seat.open(task);
                    done(replies);
                    Wire.write(answer, replies);
                }
                case WARM_UP -> {
                    var schedule = seat.warmUp(task, pace);
                    done(replies);
                    replies.writeInt(schedule.callsToGetReady());
                    replies.writeInt(schedule.repeats());
                    replies.writeInt(schedule.turns());
                }
                case GET_READY -> {
                    seat.getReady(task);
                    done(replies);
                }
                case TAKE_TURN -> {
                    seat.takeTurn(task);
                    done(replies);
                }
                case DROP -> {
                    seat.drop(task);
                    done(replies);
                }
            }
        } catch (Exception | LinkageError e) {
            fail(e, replies);
        }
        return true;
    }

    private static void done(DataOutputStream replies) throws IOException {
        replies.writeUTF("");
        replies.flush();
    }

    private static void fail(Throwable failure, DataOutputStream replies) throws IOException {
        replies.writeUTF(Failure.line(failure));
        replies.flush();
    }
}
