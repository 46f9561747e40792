package dev.gossamer.plan;

/**
 * A piece of the activation arena. Identity matters: two buffers are the same only if they are the
 * same object.
 *
 * <p>A padded layout's border is zero when a kernel writes the buffer, and no kernel but {@link
 * ClearBorderKernel}'s writes it.
 */
public final class Buffer {
  private final String name;
  private final Layout layout;
  private final Buffer parent;
  private final int offset;
  private int address = -1;

  Buffer(String name, Layout layout) {
    this(name, layout, null, 0);
  }

  private Buffer(String name, Layout layout, Buffer parent, int offset) {
    this.name = name;
    this.layout = layout;
    this.parent = parent;
    this.offset = offset;
  }

  /** The same memory, or a part of it, seen in another layout. */
  Buffer view(String viewName, Layout viewLayout, int viewOffset) {
    return new Buffer(viewName, viewLayout, root(), offset + viewOffset);
  }

  /** The first rows of the same picture; itself if it has no more. */
  Buffer firstRows(int rows) {
    return rows == layout.height() ? this : view(name, layout.firstRows(rows), 0);
  }

  /** The buffer whose memory this is a view of; itself if it is none. */
  Buffer root() {
    return parent == null ? this : parent;
  }

  public String name() {
    return name;
  }

  public Layout layout() {
    return layout;
  }

  /** Absolute address in the module's memory; valid once the plan is complete. */
  public int address() {
    if (parent != null) {
      return parent.address() + offset;
    }
    if (address < 0) {
      throw new IllegalStateException("buffer '" + name + "' has no place yet");
    }
    return address;
  }

  void place(int newAddress) {
    address = newAddress;
  }

  @Override
  public String toString() {
    return name + " (" + layout.bytes() + " bytes)";
  }
}
