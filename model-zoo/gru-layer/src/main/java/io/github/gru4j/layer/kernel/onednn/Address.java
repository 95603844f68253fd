package io.github.gru4j.layer.kernel.onednn;

import org.bytedeco.javacpp.Pointer;

/** A bare address for calls that want a pointer; one object serves many calls, of one thread. */
final class Address extends Pointer {

    Address() {
        super((Pointer) null);
    }

    Address at(long value) {
        address = value;
        return this;
    }
}
