package io.github.gru4j.datasets.images;

/**
 * A file that is known before it is fetched.
 *
 * @param name in the folder of a mirror and on disk
 * @param bytes its size
 * @param sha256 of its content, in lower-case hexadecimal
 */
record RemoteFile(String name, long bytes, String sha256) {}
