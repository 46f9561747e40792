package dev.gossamer.plan;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.plan.Operand.Activation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every buffer an address so that buffers alive at the same time do not overlap. Larger
 * buffers are placed first, each at the lowest free address (greedy by size, Pisarchyk and Lee
 * 2020). Small padded buffers take turns in slots that nothing else uses, one per geometry, so that
 * their borders stay zero; large ones are laid over others and cleared anew in each run.
 */
final class Arena {
  private static final int ALIGNMENT = 64;
  private static final int LARGE = 400_000;

  /** Pages in front of 2 GB: room for what threads share, rounded to whole pages. */
  private static final int MOST = Integer.MAX_VALUE - (1 << 17);

  /** Something to place: one buffer, or all buffers that take turns in one padded slot. */
  private static final class Block {
    final List<Buffer> buffers = new ArrayList<>();
    int first;
    int last;
    int address;

    /** Of the largest buffer. */
    private int bytes;

    void add(Buffer buffer) {
      buffers.add(buffer);
      bytes = Math.max(bytes, buffer.layout().bytes());
    }

    int bytes() {
      return bytes;
    }

    boolean isSlot() {
      return isExclusive(buffers.get(0).layout());
    }

    boolean meets(Block other) {
      return first <= other.last && other.first <= last;
    }
  }

  private Arena() {}

  /**
   * Whether a layout's buffers may be laid over any others. Small padded ones may not: clearing the
   * borders of many small planes costs more time (2 % of a layer at 7x7) than keeping them zero
   * costs memory.
   */
  static boolean sharesWithAll(Layout layout) {
    return !isExclusive(layout);
  }

  private static boolean isExclusive(Layout layout) {
    return layout.padded() && layout.bytes() < LARGE;
  }

  /**
   * @param keep buffers that live during the whole run: inputs and outputs
   * @return the first address behind the arena
   * @throws UnsupportedModelException if that is at 2 GB or behind
   */
  static int place(List<Step> steps, List<Buffer> keep, int start) {
    Map<Buffer, int[]> lives = lives(steps, keep);
    List<Block> blocks = blocks(lives, steps.size());
    blocks.sort((a, b) -> b.bytes() != a.bytes() ? b.bytes() - a.bytes() : a.first - b.first);
    List<Block> placed = new ArrayList<>();
    int end = start;
    for (Block block : blocks) {
      block.address = lowestFree(block, placed, start);
      placed.add(block);
      for (Buffer buffer : block.buffers) {
        buffer.place(block.address);
      }
      long behind = (long) block.address + block.bytes();
      if (behind > MOST) {
        throw new UnsupportedModelException(
            "activations of 2 GB or more at once", "'" + block.buffers.get(0).name() + "'", "less");
      }
      end = Math.max(end, (int) behind);
    }
    return end;
  }

  private static Map<Buffer, int[]> lives(List<Step> steps, List<Buffer> keep) {
    Map<Buffer, int[]> lives = new LinkedHashMap<>();
    for (Buffer buffer : keep) {
      lives.put(buffer.root(), new int[] {-1, steps.size()});
    }
    for (int i = 0; i < steps.size(); i++) {
      for (Operand operand : steps.get(i).operands()) {
        if (operand instanceof Activation activation) {
          Buffer buffer = activation.buffer().root();
          int[] life = lives.get(buffer);
          if (life == null) {
            lives.put(buffer, new int[] {i, i});
          } else {
            life[1] = Math.max(life[1], i);
          }
        }
      }
    }
    return lives;
  }

  private static List<Block> blocks(Map<Buffer, int[]> lives, int steps) {
    List<Block> blocks = new ArrayList<>();
    Map<Layout, List<Block>> slots = new HashMap<>();
    for (Map.Entry<Buffer, int[]> entry : lives.entrySet()) {
      Layout layout = entry.getKey().layout();
      int[] life = entry.getValue();
      Block block = null;
      if (isExclusive(layout)) {
        for (Block slot : slots.computeIfAbsent(layout.geometry(), key -> new ArrayList<>())) {
          if (slot.last < life[0]) {
            block = slot;
          }
        }
      }
      if (block == null) {
        block = new Block();
        block.first = life[0];
        blocks.add(block);
        if (isExclusive(layout)) {
          slots.get(layout.geometry()).add(block);
        }
      }
      block.add(entry.getKey());
      block.last = life[1];
    }
    for (Block block : blocks) {
      if (block.isSlot()) {
        block.first = -1;
        block.last = steps;
      }
    }
    return blocks;
  }

  private static int lowestFree(Block block, List<Block> placed, int start) {
    int address = start;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < placed.size(); i++) {
        Block other = placed.get(i);
        boolean overlaps =
            address < other.address + other.bytes() && other.address < address + block.bytes();
        if (block.meets(other) && overlaps) {
          address = (other.address + other.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
          moved = true;
        }
      }
    }
    return address;
  }
}
