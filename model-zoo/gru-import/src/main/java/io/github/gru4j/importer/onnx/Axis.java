package io.github.gru4j.importer.onnx;

/** An axis of a value: what it stands for is found out by the nodes that read it. */
final class Axis {

    enum Role {
        UNKNOWN,
        BATCH,
        TIME,
        FEATURES,
        DIRECTIONS,
        ONE
    }

    private Role role;

    /** How long, or -1. */
    private final long size;

    Axis(Role role, long size) {
        this.role = role;
        this.size = size;
    }

    Role role() {
        return role;
    }

    long size() {
        return size;
    }

    /** Settles what this axis stands for; false if it stands for something else already. */
    boolean is(Role wanted) {
        if (role == Role.UNKNOWN) {
            role = wanted;
        }
        return role == wanted;
    }
}
