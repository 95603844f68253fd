package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.pytorch.PickleValues.Opaque;
import io.github.gru4j.importer.pytorch.PickleValues.PyDict;
import io.github.gru4j.importer.pytorch.PickleValues.PySequence;
import io.github.gru4j.importer.pytorch.PickleValues.Storage;
import io.github.gru4j.importer.pytorch.PickleValues.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that a pickle of torch.save may use, all of them: what tensors need. Calling one builds a value of ours; no code of
 * a file's choosing is looked up, let alone run.
 */
final class TorchGlobals {

    /** A dimension may have as many elements as a Java array, no more. */
    private static final long MAX_DIMENSION = Integer.MAX_VALUE;

    private static final int MAX_RANK = 64;

    private static final Map<String, Global> ALLOWED = new HashMap<>();

    /** What an allowed name does when it is called. */
    sealed interface Global {}

    /** A function that puts tensors together, or a container. */
    enum Function implements Global {
        TENSOR,
        TENSOR_V3,
        PARAMETER,
        FROM_TYPE,
        DICT,
        SIZE,
        OPAQUE
    }

    /** The type of a storage; element null for bare bytes. */
    record StorageType(ElementType element) implements Global {}

    /** An element type of PyTorch, such as {@code torch.float32}. */
    record TorchType(ElementType element) implements Global {}

    static {
        ALLOWED.put("torch._utils._rebuild_tensor", Function.TENSOR);
        ALLOWED.put("torch._utils._rebuild_tensor_v2", Function.TENSOR);
        ALLOWED.put("torch._utils._rebuild_tensor_v3", Function.TENSOR_V3);
        ALLOWED.put("torch._utils._rebuild_parameter", Function.PARAMETER);
        ALLOWED.put("torch._utils._rebuild_parameter_with_state", Function.PARAMETER);
        ALLOWED.put("torch._tensor._rebuild_from_type_v2", Function.FROM_TYPE);
        ALLOWED.put("torch.Tensor", Function.OPAQUE);
        ALLOWED.put("torch.nn.parameter.Parameter", Function.OPAQUE);
        ALLOWED.put("torch.device", Function.OPAQUE);
        ALLOWED.put("torch.Size", Function.SIZE);
        ALLOWED.put("collections.OrderedDict", Function.DICT);
        // Learning rate schedules keep their milestones in one.
        ALLOWED.put("collections.Counter", Function.DICT);
        storage("Double", "float64", ElementType.F64);
        storage("Float", "float32", ElementType.F32);
        storage("Half", "float16", ElementType.F16);
        storage("BFloat16", "bfloat16", ElementType.BF16);
        storage("Long", "int64", ElementType.I64);
        storage("Int", "int32", ElementType.I32);
        storage("Short", "int16", ElementType.I16);
        storage("Char", "int8", ElementType.I8);
        storage("Byte", "uint8", ElementType.U8);
        storage("Bool", "bool", ElementType.BOOL);
        storage("ComplexFloat", "complex64", ElementType.C64);
        storage("ComplexDouble", "complex128", ElementType.C128);
        ALLOWED.put("torch.uint16", new TorchType(ElementType.U16));
        ALLOWED.put("torch.uint32", new TorchType(ElementType.U32));
        ALLOWED.put("torch.uint64", new TorchType(ElementType.U64));
        ALLOWED.put("torch.float8_e5m2", new TorchType(ElementType.F8_E5M2));
        ALLOWED.put("torch.float8_e4m3fn", new TorchType(ElementType.F8_E4M3));
        ALLOWED.put("torch.storage.UntypedStorage", new StorageType(null));
    }

    private TorchGlobals() {}

    private static void storage(String prefix, String type, ElementType element) {
        ALLOWED.put("torch." + prefix + "Storage", new StorageType(element));
        ALLOWED.put("torch." + type, new TorchType(element));
    }

    /** The meaning of a name, or null if it is not allowed. */
    static Global find(String module, String name) {
        return ALLOWED.get(module + "." + name);
    }

    /** A storage out of a persistent id: {@code ("storage", type, key, location, count)}. */
    static Storage storage(Object id) throws PickleException {
        if (id instanceof PySequence tuple
                && tuple.isTuple
                && tuple.items.size() == 5
                && "storage".equals(tuple.items.get(0))
                && tuple.items.get(1) instanceof StorageType type
                && tuple.items.get(2) instanceof String key
                && tuple.items.get(4) instanceof Long count
                && count >= 0) {
            return new Storage(type.element(), key, count);
        }
        throw new PickleException("a persistent id is not (\"storage\", type, key, location, count)");
    }

    /** Calls an allowed name. */
    static Object call(Object callee, Object arguments) throws PickleException {
        if (!(callee instanceof Global global)) {
            throw new PickleException("calls something that is not a name of the allowed list");
        }
        if (!(arguments instanceof PySequence tuple) || !tuple.isTuple) {
            throw new PickleException("calls a function without a tuple of arguments");
        }
        var args = tuple.items;
        if (!(global instanceof Function function)) {
            throw new PickleException("calls a type of storages or elements, which has no meaning in a file");
        }
        return switch (function) {
            case TENSOR -> tensor(args, null);
            case TENSOR_V3 -> tensor(args, args.size() > 6 && args.get(6) instanceof TorchType type ? type : null);
            case PARAMETER -> parameter(args);
            case FROM_TYPE -> fromType(args);
            case DICT -> dict(args);
            case SIZE -> PickleValues.tuple(args.size() == 1 ? items(args.get(0), "torch.Size") : List.of());
            case OPAQUE -> new Opaque("torch object");
        };
    }

    private static Tensor parameter(List<Object> args) throws PickleException {
        if (args.isEmpty() || !(args.get(0) instanceof Tensor tensor)) {
            throw new PickleException("a parameter is made of something that is not a tensor");
        }
        return tensor;
    }

    /** {@code (function, type, arguments, state)}; the state is what Python code hung on the tensor. */
    private static Object fromType(List<Object> args) throws PickleException {
        if (args.size() != 4 || !(args.get(0) instanceof Function function) || function == Function.FROM_TYPE) {
            throw new PickleException(
                    "torch._tensor._rebuild_from_type_v2 needs an allowed function and three more arguments");
        }
        return call(function, args.get(2));
    }

    /** Shares what it is made of: a copy for each call would let a small file fill the memory. */
    private static PyDict dict(List<Object> args) throws PickleException {
        if (args.isEmpty()) {
            return new PyDict();
        }
        if (args.size() == 1 && args.get(0) instanceof PyDict from) {
            return from;
        }
        throw new PickleException("a dictionary is made of something that is not a dictionary");
    }

    private static List<Object> items(Object value, String of) throws PickleException {
        if (value instanceof PySequence sequence && sequence.items.size() <= MAX_RANK) {
            return sequence.items;
        }
        throw new PickleException(of + " is not a list of at most " + MAX_RANK + " numbers");
    }

    private static Tensor tensor(List<Object> args, TorchType given) throws PickleException {
        if (args.size() < 4 || !(args.get(0) instanceof Storage storage) || !(args.get(1) instanceof Long offset)) {
            throw new PickleException("a tensor needs a storage, an offset, a shape and strides");
        }
        var shape = longs(args.get(2), "shape");
        var strides = longs(args.get(3), "strides");
        var type = given != null ? given.element() : storage.type();
        if (type == null) {
            throw new PickleException("a tensor of bare bytes has no element type");
        }
        if (shape.size() != strides.size()) {
            throw new PickleException("a tensor has the shape " + shape + " and the strides " + strides);
        }
        long available = storage.type() == null ? storage.count() / type.bytes() : storage.count();
        checkBounds(offset, shape, strides, available);
        return new Tensor(storage, type, offset, shape, strides);
    }

    private static void checkBounds(long offset, List<Long> shape, List<Long> strides, long available)
            throws PickleException {
        String what = "a tensor of shape " + shape + ", strides " + strides + " and offset " + offset;
        try {
            long count = 1;
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                if (shape.get(i) > MAX_DIMENSION) {
                    throw new PickleException(what + " has a dimension over " + MAX_DIMENSION);
                }
                count = Math.multiplyExact(count, shape.get(i));
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape.get(i) - 1), strides.get(i)));
            }
            if (offset < 0 || offset > available || (count > 0 && last >= available)) {
                throw new PickleException(what + " reaches outside its storage of " + available + " elements");
            }
        } catch (ArithmeticException e) {
            throw new PickleException(what + " is impossible", e);
        }
    }

    private static List<Long> longs(Object value, String what) throws PickleException {
        var longs = new ArrayList<Long>();
        for (var item : items(value, what)) {
            if (!(item instanceof Long number) || number < 0) {
                throw new PickleException(
                        "the " + what + " of a tensor must be integers from 0, found " + describe(item));
            }
            longs.add(number);
        }
        return longs;
    }

    private static String describe(Object item) {
        return item instanceof Number ? item.toString() : "something else";
    }
}
