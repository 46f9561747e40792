package dev.gossamer.bridge;

/** Bytes that JavaScript sent, with the name they go by. */
public record NamedBytes(String name, byte[] bytes) {}
