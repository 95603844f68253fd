package io.github.gru4j.datasets.text;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers that stand for texts: equal for equal ones, and random otherwise. With 62 bits two different texts of ten million share one
 * with a chance of 1 in 90,000; they then are in the same split, which does no harm.
 */
final class TextKeys {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final char BETWEEN_TOKENS = 0;
    /** Where the order of training texts begins, apart from that which splits them. */
    private static final long ORDER = 0x9e3779b97f4a7c15L;

    private TextKeys() {}

    /** What a network reads of a text. */
    static long of(List<String> tokens, long seed) {
        long hash = FNV_OFFSET;
        for (var token : tokens) {
            for (int i = 0; i < token.length(); i++) {
                hash = (hash ^ token.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ BETWEEN_TOKENS) * FNV_PRIME;
        }
        return mix(hash + mix(seed));
    }

    /** In which order training texts are taken when not all are wanted. */
    static long order(long key) {
        return mix(key + ORDER);
    }

    /** The finaliser of SplittableRandom (Steele, Lea and Flood 2014); without sign, and never the largest long. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) >>> 2;
    }

    static boolean contains(long[] sorted, long key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }
}
