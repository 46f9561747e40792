/**
 * Models for runtimes that do not read {@code .tflite}: ONNX, and a list of operators for
 * TensorFlow.js. Only what the benchmark's models need.
 */
package dev.gossamer.bench.convert;
