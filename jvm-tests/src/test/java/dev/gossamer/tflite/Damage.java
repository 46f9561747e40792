package dev.gossamer.tflite;

import com.sun.management.ThreadMXBean;
import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.Model;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Does to a damaged file what loading does, and fails unless the answer is a ModelFormatException
 * or a clean run, within a second of processor time and 16 MB + a multiple of the file.
 */
public final class Damage {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final double MAX_SECONDS = 1;

  private final Function<byte[], Graph> reader;
  private final int memoryPerFileByte;
  private final long denseBytes;
  private int refused;
  private int clean;
  private long mostBytes;
  private double mostSeconds;

  /** Of {@code .tflite} files. */
  Damage() {
    this(TfliteReader::read, ReadLimits.DEFAULT_MEMORY_PER_FILE_BYTE, 0);
  }

  /**
   * @param denseBytes allowed on top because the reader itself puts back zeros that are not stored
   */
  public Damage(Function<byte[], Graph> reader, int memoryPerFileByte, long denseBytes) {
    this.reader = reader;
    this.memoryPerFileByte = memoryPerFileByte;
    this.denseBytes = denseBytes;
  }

  public int refused() {
    return refused;
  }

  public int clean() {
    return clean;
  }

  /** Reads the file and, if it is clean and wanted, rewrites and runs it on zeros. */
  public void attempt(String what, byte[] file, boolean run) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();
    try {
      Graph graph = reader.apply(file);
      if (run) {
        run(graph);
      }
      clean++;
    } catch (ModelFormatException e) {
      if (e.where().isBlank()) {
        throw new AssertionError(what + ": refused without saying where: " + e, e);
      }
      refused++;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + ": " + e, e);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - time) / 1e9;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    mostBytes = Math.max(mostBytes, bytes);
    mostSeconds = Math.max(mostSeconds, seconds);
    long allowed = denseBytes + (16L << 20) + (long) memoryPerFileByte * file.length;
    if (bytes > allowed || seconds > MAX_SECONDS) {
      throw new AssertionError(
          what + ": allocated " + bytes + " of " + allowed + " bytes in " + seconds + " s");
    }
  }

  private static void run(Graph graph) {
    Graph rewritten = RewriteOptions.ALL.rewriter().rewrite(graph).graph();
    List<float[]> inputs = new ArrayList<>();
    for (Value input : rewritten.inputs()) {
      inputs.add(new float[input.shape().elements()]);
    }
    new Interpreter(rewritten).run(inputs.toArray(new float[0][]));
  }

  /** The bytes of a file outside of its buffers: offsets, lengths, shapes, options, indices. */
  static int[] structure(byte[] file) {
    BitSet data = new BitSet(file.length);
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
    for (int i = 0; i < model.buffersLength(); i++) {
      Buffer buffer = model.buffers(i);
      ByteBuffer slice = buffer.dataLength() > 64 ? buffer.dataAsByteBuffer() : null;
      if (slice != null) {
        data.set(slice.position(), slice.limit());
      }
    }
    int[] structure = new int[file.length - data.cardinality()];
    int next = 0;
    for (int i = data.nextClearBit(0); i < file.length; i = data.nextClearBit(i + 1)) {
      structure[next++] = i;
    }
    return structure;
  }

  @Override
  public String toString() {
    return refused
        + " refused, "
        + clean
        + " clean, at most "
        + mostBytes
        + " bytes and "
        + mostSeconds
        + " s";
  }
}
