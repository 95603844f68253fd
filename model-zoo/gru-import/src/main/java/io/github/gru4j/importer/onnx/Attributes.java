package io.github.gru4j.importer.onnx;

import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.nd4j.shade.protobuf.ByteString;

/** Attributes of a node by name. */
final class Attributes {

    private Attributes() {}

    static AttributeProto find(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    static long integer(NodeProto node, String name, long otherwise) {
        var found = find(node, name);
        return found == null ? otherwise : found.getI();
    }

    static float number(NodeProto node, String name, float otherwise) {
        var found = find(node, name);
        return found == null ? otherwise : found.getF();
    }

    static String text(NodeProto node, String name, String otherwise) {
        var found = find(node, name);
        return found == null ? otherwise : found.getS().toStringUtf8();
    }

    static List<Long> ints(NodeProto node, String name) {
        var found = find(node, name);
        return found == null ? List.of() : found.getIntsList();
    }

    static List<Float> floats(NodeProto node, String name) {
        var found = find(node, name);
        return found == null ? List.of() : found.getFloatsList();
    }

    static List<String> texts(NodeProto node, String name) {
        var found = find(node, name);
        return found == null
                ? List.of()
                : found.getStringsList().stream().map(ByteString::toStringUtf8).toList();
    }
}
