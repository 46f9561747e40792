package dev.gossamer.bench;

/**
 * Everything that {@code bench kernels} found out.
 *
 * @param command how it was called
 * @param date ISO 8601
 * @param before the machine when it began
 * @param after and when it ended
 * @param batches batches per kernel
 */
record KernelsReport(
    String command,
    String date,
    Machine before,
    Machine after,
    int batches,
    KernelBench.Result result) {}
