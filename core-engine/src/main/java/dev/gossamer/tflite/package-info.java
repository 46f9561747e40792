/**
 * Bytes of a {@code .tflite} file to a {@link dev.gossamer.graph.Graph}. Data flows one way: {@link
 * dev.gossamer.tflite.FlatBufferVerifier} walks every table that will be touched, {@link
 * dev.gossamer.tflite.TensorReader} makes values and constants, {@link
 * dev.gossamer.tflite.OperatorTable} says which class reads which operator. Every fault is a {@link
 * dev.gossamer.ModelFormatException}; everything that costs memory is first asked of {@link
 * dev.gossamer.tflite.MemoryBudget}.
 */
package dev.gossamer.tflite;
