package io.github.gru4j.benchmarks;

import java.util.List;

/** Everybody who can be measured, us first. */
final class Peers {

    private Peers() {}

    static List<Peer> all() {
        return List.of(
                Dl4jPeer.ours(),
                Dl4jPeer.portable(),
                Dl4jPeer.lstm(),
                Dl4jPeer.simpleRnn(),
                new Nd4jOpPeer(),
                new LibtorchPeer(),
                new OnnxRuntimePeer(),
                new OneDnnPeer());
    }

    static List<String> names(List<Peer> peers) {
        return peers.stream().map(Peer::name).toList();
    }
}
