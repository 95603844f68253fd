package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Sequences whose rows have an id in common, in one file; in the order in which the ids come first. */
final class IdSource implements SequenceSource {

    /** Of the heap, what sequences may take whose rows are scattered. */
    private static final int SHARE_OF_HEAP = 4;

    private final Path file;
    private final SequenceOptions options;
    private List<String> features = List.of();
    private Boolean together;

    IdSource(Path file, SequenceOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public List<String> features() {
        return features;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        if (together == null) {
            together = together();
        }
        if (together) {
            oneByOne(visitor);
        } else {
            grouped(visitor);
        }
    }

    /** Whether the rows of each id follow each other: then one sequence at a time is in memory. */
    private boolean together() {
        try (var table = Table.open(file, options, null)) {
            var first = first(table);
            var columns = columns(table, first);
            features = columns.names();
            var seen = new HashSet<String>();
            String last = null;
            for (var row = first; row != null; row = table.next(columns.count())) {
                var id = id(table, columns, row);
                if (!id.equals(last) && !seen.add(id)) {
                    return false;
                }
                last = id;
            }
            return true;
        }
    }

    private List<String> first(Table table) {
        var first = table.next();
        if (first == null) {
            throw DataException.in(file).of("this file has a header and no rows; give one with sequences");
        }
        return first;
    }

    private StepColumns columns(Table table, List<String> first) {
        var format = table.format();
        int count = format.header() ? format.columns().names().size() : first.size();
        if (first.size() != count) {
            throw table.place()
                    .of("this row has " + first.size() + " values, and the header " + count + "; correct it");
        }
        return StepColumns.of(format, count, options, DataException.in(file));
    }

    private static String id(Table table, StepColumns columns, List<String> row) {
        var id = row.get(columns.id());
        if (id.isEmpty()) {
            throw table.at(columns.id()).of("the id is missing; fill it in");
        }
        return id;
    }

    private void oneByOne(Visitor visitor) throws IOException {
        try (var table = Table.open(file, options, null)) {
            var first = first(table);
            var columns = columns(table, first);
            String last = null;
            Steps steps = null;
            for (var row = first; row != null; row = table.next(columns.count())) {
                var id = id(table, columns, row);
                if (!id.equals(last)) {
                    if (steps != null) {
                        visitor.visit(steps.sequence());
                    }
                    steps = new Steps(columns, options, table.place(), id);
                    last = id;
                }
                steps.add(table, row);
            }
            visitor.visit(steps.sequence());
        }
    }

    private void grouped(Visitor visitor) throws IOException {
        long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        var byId = new LinkedHashMap<String, Steps>();
        try (var table = Table.open(file, options, null)) {
            var first = first(table);
            var columns = columns(table, first);
            long bytes = 0;
            for (var row = first; row != null; row = table.next(columns.count())) {
                var place = table.place();
                var steps = byId.computeIfAbsent(id(table, columns, row), id -> new Steps(columns, options, place, id));
                long before = steps.bytes();
                steps.add(table, row);
                bytes += steps.bytes() - before;
                if (bytes > most) {
                    throw table.place()
                            .of(
                                    "the rows of an id do not follow each other, and all of them together do not fit into memory; sort"
                                            + " the file by " + DataException.quote(options.idColumn())
                                            + ", or give Java more memory with -Xmx");
                }
            }
        }
        for (var steps : byId.values()) {
            visitor.visit(steps.sequence());
        }
    }
}
