package dev.gossamer.sparse;

import java.util.List;

/**
 * A sparse tensor as a file stores it: the arrays that {@link TacoCodec} makes from a {@link
 * CsrMatrix} and reads back.
 *
 * @param layout order, formats and blocks
 * @param segments per entry of the traversal order: where each parent's indices start and end, or
 *     {@link IndexVector#EMPTY} for a dense dimension
 * @param indices per entry of the traversal order: coordinates, or {@link IndexVector#EMPTY}
 * @param values in traversal order, dense inner blocks filled with zeros
 */
public record TacoTensor(
    TacoLayout layout, List<IndexVector> segments, List<IndexVector> indices, ValueVector values) {
  public TacoTensor {
    segments = List.copyOf(segments);
    indices = List.copyOf(indices);
  }
}
