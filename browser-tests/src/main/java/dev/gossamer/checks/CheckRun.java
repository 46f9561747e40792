package dev.gossamer.checks;

/** One execution of a check: the files it reads and a digest of what it records. */
public final class CheckRun {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Where the bytes of files come from. */
  public interface Files {
    byte[] read(String path);
  }

  private final Files files;
  private long digest = FNV_OFFSET;

  public CheckRun(Files files) {
    this.files = files;
  }

  public byte[] file(String path) {
    return files.read(path);
  }

  /** A file of little-endian float32. */
  public float[] floats(String path) {
    byte[] bytes = file(path);
    float[] floats = new float[bytes.length / 4];
    for (int i = 0; i < floats.length; i++) {
      int bits = 0;
      for (int b = 3; b >= 0; b--) {
        bits = bits << 8 | bytes[4 * i + b] & 0xff;
      }
      floats[i] = Float.intBitsToFloat(bits);
    }
    return floats;
  }

  /** Records bytes that must be the same on both sides. */
  public void record(byte[] bytes) {
    for (byte b : bytes) {
      digest = (digest ^ b & 0xff) * FNV_PRIME;
    }
  }

  /** Records floats whose bits must be the same on both sides; any NaN counts as the same. */
  public void record(float[] floats) {
    for (float f : floats) {
      int bits = Float.floatToIntBits(f);
      for (int shift = 0; shift < 32; shift += 8) {
        digest = (digest ^ bits >> shift & 0xff) * FNV_PRIME;
      }
    }
  }

  /** FNV-1a hash of everything recorded, 16 hexadecimal digits. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append("0123456789abcdef".charAt((int) (digest >> shift) & 15));
    }
    return text.toString();
  }
}
