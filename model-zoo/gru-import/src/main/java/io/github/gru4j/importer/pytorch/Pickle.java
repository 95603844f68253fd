package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.internal.Printable;
import io.github.gru4j.importer.pytorch.PickleValues.PyBytes;
import io.github.gru4j.importer.pytorch.PickleValues.PyDict;
import io.github.gru4j.importer.pytorch.PickleValues.PySequence;
import io.github.gru4j.importer.pytorch.TorchGlobals.Global;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle of protocol 2 to 5 as torch.save writes it, and runs nothing: a name outside {@link TorchGlobals} ends it.
 *
 * <p>Source: the description of each opcode in Python's module {@code pickletools}.
 */
final class Pickle {

    /** Some 35 opcodes are spent on a tensor. What a pickle makes of memory is bounded by them. */
    private static final int MAX_OPCODES = 2_000_000;

    private static final int MAX_STACK = 1_000_000;
    private static final int MAX_MEMO = 1_000_000;
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_STRING = 16_000_000;
    private static final int MAX_NAME = 1_000;
    private static final int SHOWN = 100;
    private static final int MAX_INTEGER_BYTES = 1_000;

    private final ByteBuffer in;
    private final Deque<List<Object>> marked = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private List<Object> stack = new ArrayList<>();
    private int size;
    private int tensors;

    private Pickle(byte[] bytes) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The value that a pickle describes. */
    static Object read(byte[] bytes) throws PickleException {
        var pickle = new Pickle(bytes);
        int at = 0;
        try {
            for (int i = 0; i < MAX_OPCODES; i++) {
                at = pickle.in.position();
                int opcode = pickle.in.get() & 0xff;
                if (opcode == '.') {
                    return pickle.pop();
                }
                pickle.step(opcode);
            }
        } catch (BufferUnderflowException e) {
            throw new PickleException("byte " + at + ": the pickle ends in the middle", e);
        } catch (PickleException e) {
            throw new PickleException("byte " + at + ": " + e.getMessage(), e);
        }
        throw new PickleException("has more than " + MAX_OPCODES + " opcodes");
    }

    private void step(int opcode) throws PickleException {
        switch (opcode) {
            case 0x80 -> protocol();
            case 0x95 -> in.getLong(); // FRAME: only of use to a reader of streams
            case '(' -> mark();
            case '0' -> popOrMark();
            case '1' -> popMark();
            case '2' -> push(peek());
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(integer(in.get() & 0xff));
            case 0x8b -> push(integer(in.getInt()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> push(text(in.getInt()));
            case 0x8c -> push(text(in.get() & 0xff));
            case 0x8d -> push(text(in.getLong()));
            case 'U' -> push(text(in.get() & 0xff));
            case 'T' -> push(text(in.getInt()));
            case 'B' -> push(bytes(in.getInt()));
            case 'C' -> push(bytes(in.get() & 0xff));
            case 0x8e, 0x96 -> push(bytes(in.getLong()));
            case ']', 0x8f -> push(new PySequence(new ArrayList<>(0), false));
            case ')' -> push(new PySequence(List.of(), true));
            case '}' -> push(new PyDict());
            case 't' -> push(new PySequence(popMark(), true));
            case 'l', 0x91 -> push(new PySequence(popMark(), false));
            case 'd' -> push(fill(new PyDict(), popMark()));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 'a' -> append(Collections.singletonList(pop()));
            case 'e', 0x90 -> append(popMark());
            case 's' -> setItem();
            case 'u' -> {
                var items = popMark();
                fill(dict(peek()), items);
            }
            case 'q' -> remember(in.get() & 0xff);
            case 'r' -> remember(in.getInt() & 0xffffffffL);
            case 0x94 -> remember(memo.size());
            case 'h' -> push(recall(in.get() & 0xff));
            case 'j' -> push(recall(in.getInt() & 0xffffffffL));
            case 'Q' -> push(TorchGlobals.storage(pop()));
            default -> stepObject(opcode);
        }
    }

    /** The opcodes that name something or call it. */
    private void stepObject(int opcode) throws PickleException {
        switch (opcode) {
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                Object name = pop();
                Object module = pop();
                if (!(name instanceof String n) || !(module instanceof String m)) {
                    throw new PickleException("STACK_GLOBAL needs two strings");
                }
                push(global(m, n));
            }
            case 'R', 0x81 -> {
                Object arguments = pop();
                push(call(pop(), arguments));
            }
            case 0x92 -> {
                Object keywords = pop();
                Object arguments = pop();
                if (!dict(keywords).items.isEmpty()) {
                    throw new PickleException("NEWOBJ_EX with keywords is nothing that torch.save writes");
                }
                push(call(pop(), arguments));
            }
            case 'i' -> {
                var callee = global(line(), line());
                push(call(callee, new PySequence(popMark(), true)));
            }
            case 'o' -> {
                var parts = popMark();
                if (parts.isEmpty()) {
                    throw new PickleException("OBJ without a class");
                }
                var arguments = new PySequence(new ArrayList<>(parts.subList(1, parts.size())), true);
                push(call(parts.get(0), arguments));
            }
            case 'b' -> build();
            default ->
                throw new PickleException(
                        String.format("opcode 0x%02x is none that torch.save writes for a state_dict", opcode));
        }
    }

    private static Global global(String module, String name) throws PickleException {
        var global = TorchGlobals.find(module, name);
        if (global == null) {
            throw new PickleException("names " + Printable.of(module, SHOWN) + "." + Printable.of(name, SHOWN)
                    + ", which a state_dict does not need and"
                    + " which could run code; nothing was run. Save model.state_dict() alone with torch.save, or as"
                    + " safetensors");
        }
        return global;
    }

    private Object call(Object callee, Object arguments) throws PickleException {
        var result = TorchGlobals.call(callee, arguments);
        if (result instanceof PickleValues.Tensor && ++tensors > MAX_TENSORS) {
            throw new PickleException("has more than " + MAX_TENSORS + " tensors");
        }
        return result;
    }

    private void protocol() throws PickleException {
        int version = in.get() & 0xff;
        if (version < 2 || version > 5) {
            throw new PickleException("protocol " + version + ", expected 2 to 5");
        }
    }

    /** State of a dictionary is what Python code hung on it, such as {@code _metadata}: not needed. */
    private void build() throws PickleException {
        pop();
        Object object = peek();
        if (!(object instanceof PyDict) && !(object instanceof PickleValues.Tensor)) {
            throw new PickleException("BUILD gives a state to something that is neither a dictionary nor a tensor");
        }
    }

    private void push(Object value) throws PickleException {
        if (++size > MAX_STACK) {
            throw new PickleException("the stack holds more than " + MAX_STACK + " values");
        }
        stack.add(value);
    }

    private Object pop() throws PickleException {
        Object top = peek();
        stack.remove(stack.size() - 1);
        size--;
        return top;
    }

    private Object peek() throws PickleException {
        if (stack.isEmpty()) {
            throw new PickleException("the stack is empty where a value is needed");
        }
        return stack.get(stack.size() - 1);
    }

    private void mark() throws PickleException {
        if (++size > MAX_STACK) {
            throw new PickleException("the stack holds more than " + MAX_STACK + " values");
        }
        marked.push(stack);
        stack = new ArrayList<>(4);
    }

    /** What came after the last mark. */
    private List<Object> popMark() throws PickleException {
        if (marked.isEmpty()) {
            throw new PickleException("there is no mark where one is needed");
        }
        var items = stack;
        stack = marked.pop();
        size -= items.size() + 1;
        return items;
    }

    private void popOrMark() throws PickleException {
        if (stack.isEmpty()) {
            popMark();
        } else {
            pop();
        }
    }

    private PySequence tuple(int length) throws PickleException {
        var items = new ArrayList<Object>(length);
        for (int i = 0; i < length; i++) {
            items.add(pop());
        }
        Collections.reverse(items);
        return new PySequence(items, true);
    }

    private void append(List<Object> items) throws PickleException {
        if (!(peek() instanceof PySequence list) || list.isTuple) {
            throw new PickleException("appends to something that is not a list");
        }
        list.items.addAll(items);
    }

    private void setItem() throws PickleException {
        Object value = pop();
        Object key = pop();
        dict(peek()).items.put(key, value);
    }

    private static PyDict dict(Object value) throws PickleException {
        if (value instanceof PyDict dict) {
            return dict;
        }
        throw new PickleException("sets an entry of something that is not a dictionary");
    }

    private static PyDict fill(PyDict dict, List<Object> items) throws PickleException {
        if (items.size() % 2 != 0) {
            throw new PickleException("a dictionary has a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dict.items.put(items.get(i), items.get(i + 1));
        }
        return dict;
    }

    private void remember(long index) throws PickleException {
        memo.put(index, peek());
        if (memo.size() > MAX_MEMO) {
            throw new PickleException("the memo holds more than " + MAX_MEMO + " values");
        }
    }

    private Object recall(long index) throws PickleException {
        if (!memo.containsKey(index)) {
            throw new PickleException("entry " + index + " of the memo was never written");
        }
        return memo.get(index);
    }

    /** An integer; those past a long's range are of use to no tensor and become decimals. */
    private Object integer(int length) throws PickleException {
        if (length < 0 || length > MAX_INTEGER_BYTES) {
            throw new PickleException("an integer of " + length + " bytes, at most " + MAX_INTEGER_BYTES + " are read");
        }
        var bytes = new byte[length + 1];
        for (int i = 0; i < length; i++) {
            bytes[length - i] = in.get();
        }
        bytes[0] = (byte) (length > 0 && bytes[1] < 0 ? -1 : 0);
        var value = new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : (Object) value.doubleValue();
    }

    private String text(long length) throws PickleException {
        int available = available(length, "a string");
        var slice = in.slice(in.position(), available);
        in.position(in.position() + available);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw new PickleException("a string is not UTF-8", e);
        }
    }

    private PyBytes bytes(long length) throws PickleException {
        int available = available(length, "a string of bytes");
        in.position(in.position() + available);
        return new PyBytes(available);
    }

    private int available(long length, String what) throws PickleException {
        if (length < 0 || length > MAX_STRING || length > in.remaining()) {
            throw new PickleException(what + " of " + Long.toUnsignedString(length) + " bytes; " + in.remaining()
                    + " are left, at most " + MAX_STRING + " are read");
        }
        return (int) length;
    }

    /** Up to the end of the line, as the opcodes of old write names. */
    private String line() throws PickleException {
        var line = new StringBuilder();
        for (byte b = in.get(); b != '\n'; b = in.get()) {
            if (line.length() == MAX_NAME) {
                throw new PickleException("a name of more than " + MAX_NAME + " characters");
            }
            line.append((char) (b & 0xff));
        }
        return line.toString();
    }
}
