package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Activations of PyTorch that DJL does not offer, called through TorchScript. Each is one pass over
 * memory forwards and one backwards; made of DJL's clip, which is PyTorch's clamp, ReLU6 alone took
 * 165 of the 880 ms of a step of hand_landmark_full.
 *
 * <p>A TorchScript file is a zip of source text and pickled attributes; it is written here, by <a
 * href="https://github.com/pytorch/pytorch/blob/v2.7.1/torch/csrc/jit/docs/serialization.md">its
 * description</a>.
 */
final class ScriptedOps {
  private static final NDManager OWNER = Torch.newManager();
  private static final PtSymbolBlock RELU6 = load("torch.hardtanh(x, 0., 6.)");
  private static final PtSymbolBlock HARD_SWISH = load("torch.hardswish(x)");

  private ScriptedOps() {}

  /** min(max(x, 0), 6). */
  static NDArray relu6(NDArray x) {
    return IValueUtils.forward(RELU6, new NDList(x), true).singletonOrThrow();
  }

  /** x min(max(x + 3, 0), 6) / 6. */
  static NDArray hardSwish(NDArray x) {
    return IValueUtils.forward(HARD_SWISH, new NDList(x), true).singletonOrThrow();
  }

  private static PtSymbolBlock load(String expression) {
    try {
      ByteArrayInputStream file = new ByteArrayInputStream(module(expression));
      return JniUtils.loadModule((PtNDManager) OWNER, file, false, false);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A module without parameters whose result is an expression of {@code x}. */
  private static byte[] module(String expression) throws IOException {
    String source =
        """
        class Op(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Op,
            x: Tensor) -> Tensor:
            return %s
        """
            .formatted(expression);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "op/version", "3\n");
      store(zip, "op/data.pkl", pickledModule());
      store(zip, "op/constants.pkl", "\u0080\u0002)."); // protocol 2, (), end
      store(zip, "op/code/__torch__.py", source);
    }
    return bytes.toByteArray();
  }

  /** An object of the class Op of the module __torch__ with {@code training = False}. */
  private static String pickledModule() {
    String protocol2 = "\u0080\u0002";
    String newObject = "c__torch__\nOp\n" + ")\u0081"; // class, (), new
    String training = "X\u0008\0\0\0training"; // four bytes of length, little-endian
    return protocol2 + newObject + "}(" + training + "\u0089u" + "b."; // {training: False}, state
  }

  /**
   * @param content characters up to 255, each a byte
   */
  private static void store(ZipOutputStream zip, String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
