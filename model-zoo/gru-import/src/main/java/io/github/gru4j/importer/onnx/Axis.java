package io.github.gru4j.importer.onnx;

import java.util.List;

/** An axis of a value: what it stands for is found out by the nodes that read it. */
final class Axis {

    enum Role {
        UNKNOWN,
        BATCH,
        TIME,
        FEATURES,
        DIRECTIONS,
        ONE,
        /** Several axes that a Reshape made one. */
        ROWS
    }

    private Role role;

    /** How long, or -1. */
    private final long size;

    private final List<Axis> parts;

    Axis(Role role, long size) {
        this(role, size, List.of());
    }

    private Axis(Role role, long size, List<Axis> parts) {
        this.role = role;
        this.size = size;
        this.parts = parts;
    }

    static Axis one() {
        return new Axis(Role.ONE, 1);
    }

    static Axis features(long size) {
        return new Axis(Role.FEATURES, size);
    }

    /** These axes one after another, the last of them fastest. */
    static Axis rows(List<Axis> parts) {
        return new Axis(Role.ROWS, -1, List.copyOf(parts));
    }

    Role role() {
        return role;
    }

    long size() {
        return size;
    }

    /** What rows are made of; this axis alone if it is none. */
    List<Axis> parts() {
        return role == Role.ROWS ? parts : List.of(this);
    }

    /** Whether it can be left out without a change to the values. */
    boolean isSingle() {
        return role == Role.ONE || (role == Role.DIRECTIONS && size == 1);
    }

    /** Settles what this axis stands for; false if it stands for something else already. */
    boolean is(Role wanted) {
        if (role == Role.UNKNOWN) {
            role = wanted;
        }
        return role == wanted;
    }

    @Override
    public String toString() {
        return role.name().toLowerCase(java.util.Locale.ROOT) + (size >= 0 ? " " + size : "");
    }
}
