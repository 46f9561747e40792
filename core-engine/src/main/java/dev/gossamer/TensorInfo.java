package dev.gossamer;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;

/**
 * An input or output of a {@link Model}.
 *
 * @param name unique among the model's inputs (or outputs)
 * @param shape NHWC for images
 * @param type always FLOAT32 at the API; the type in the file may differ
 */
public record TensorInfo(String name, Shape shape, DataType type) {}
