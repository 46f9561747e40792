/**
 * Bytes of a {@code .tflite} file to a {@link dev.gossamer.graph.Graph} and back.
 *
 * <p>Reading: {@link dev.gossamer.tflite.FlatBufferVerifier} walks every table that will be
 * touched, {@link dev.gossamer.tflite.TensorReader} makes values and constants, {@link
 * dev.gossamer.tflite.OperatorTable} says which class reads which operator. Every fault is a {@link
 * dev.gossamer.ModelFormatException}; everything that costs memory is first asked of {@link
 * dev.gossamer.tflite.MemoryBudget}.
 *
 * <p>Writing: {@link dev.gossamer.tflite.NodeWriter} says which class writes which node, {@link
 * dev.gossamer.tflite.StoredConstant} chooses how a constant is stored, {@link
 * dev.gossamer.tflite.TensorWriter} puts the operators that unpack it behind it, {@link
 * dev.gossamer.tflite.FileAssembly} knows the format.
 */
package dev.gossamer.tflite;
