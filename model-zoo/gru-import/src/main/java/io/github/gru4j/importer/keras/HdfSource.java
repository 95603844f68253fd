package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An HDF5 file in memory: its groups, attributes of text, and arrays of numbers as floats. */
final class HdfSource {

    private final Path file;
    private final HdfFile hdf;
    private final HdfNumbers numbers;
    private int arrays;

    /**
     * @param file for messages
     * @param contents of it
     */
    HdfSource(Path file, byte[] contents) {
        this.file = file;
        this.hdf = HdfStorage.open(contents);
        this.numbers = new HdfNumbers(file, contents.length);
    }

    static HdfSource open(Path file) throws IOException {
        long size = Files.size(file);
        if (size > KerasLimits.FILE_BYTES) {
            throw new ModelFormatException(
                    file, "expected at most " + KerasLimits.FILE_BYTES + " bytes, found " + size);
        }
        UntrustedFiles.requireMemory(file, size);
        return new HdfSource(file, Files.readAllBytes(file));
    }

    Group root() {
        return hdf;
    }

    /** A child, or null. */
    Node child(Group group, String name) throws ModelFormatException {
        Node child = group.getChild(name);
        if (child != null && child.isLink()) {
            throw new ModelFormatException(
                    file, "expected a group or an array at " + child.getPath() + ", found a link");
        }
        return child;
    }

    /** A child that is a group, or null. */
    Group group(Group parent, String name) throws ModelFormatException {
        return child(parent, name) instanceof Group group ? group : null;
    }

    /** By a path below a group, whose parts are separated by slashes. */
    Dataset array(Group group, String path) throws ModelFormatException {
        Node node = group;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals("..") || part.equals(".")) {
                throw new ModelFormatException(
                        file, "expected the name of an array in " + group.getPath() + ", found \"" + path + "\"");
            }
            node = node instanceof Group parent ? child(parent, part) : null;
        }
        if (node instanceof Dataset dataset) {
            return dataset;
        }
        throw new ModelFormatException(
                file,
                "expected the array " + path + " in " + group.getPath() + ", found "
                        + (node == null ? "nothing of that name" : "a group"));
    }

    KerasModel.Weight weight(String name, Dataset array) throws ModelFormatException {
        if (++arrays > KerasLimits.ARRAYS) {
            throw new ModelFormatException(file, "expected at most " + KerasLimits.ARRAYS + " arrays, found more");
        }
        return numbers.weight(name, array);
    }

    /** The text of an attribute, or null if there is none. */
    String text(Node node, String name) throws ModelFormatException {
        List<String> texts = texts(node, name);
        if (texts == null) {
            return null;
        }
        if (texts.size() != 1) {
            throw new ModelFormatException(
                    file,
                    "expected one text in attribute " + name + " of " + node.getPath() + ", found " + texts.size());
        }
        return texts.get(0);
    }

    /**
     * The texts of an attribute, or null if there is none. Lists too long for HDF5 are in pieces: {@code name0, name1 ...}
     */
    List<String> texts(Node node, String name) throws ModelFormatException {
        Attribute attribute = node.getAttribute(name);
        List<String> texts = new ArrayList<>();
        if (attribute != null) {
            append(texts, node, attribute);
            return texts;
        }
        for (int piece = 0; (attribute = node.getAttribute(name + piece)) != null; piece++) {
            append(texts, node, attribute);
        }
        return texts.isEmpty() ? null : texts;
    }

    private void append(List<String> texts, Node node, Attribute attribute) throws ModelFormatException {
        // A layer without weights has an empty list of names, and that is one of numbers.
        if (attribute.isEmpty() || attribute.getSize() == 0) {
            return;
        }
        String where = "attribute " + attribute.getName() + " of " + node.getPath();
        if (attribute.getSize() > KerasLimits.ARRAYS - texts.size()) {
            throw new ModelFormatException(
                    file,
                    "expected at most " + KerasLimits.ARRAYS + " texts in " + where + ", found " + attribute.getSize());
        }
        Object data = attribute.getData();
        if (data instanceof String text) {
            texts.add(text);
        } else if (data instanceof String[] several) {
            texts.addAll(List.of(several));
        } else {
            throw new ModelFormatException(
                    file,
                    "expected text in " + where + ", found " + data.getClass().getSimpleName());
        }
    }
}
