package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteWriterTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8001",
    "16383, ff7f",
    "16384, 808001",
    "624485, e58e26",
    "2147483647, ffffffff07",
    "-2147483648, 8080808008",
    "-1, ffffffff0f",
  })
  void unsignedLeb128(int value, String hex) {
    assertThat(hex(new ByteWriter().unsigned(value))).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "63, 3f",
    "64, c000",
    "-1, 7f",
    "-64, 40",
    "-65, bf7f",
    "127, ff00",
    "8191, ff3f",
    "8192, 80c000",
    "-8192, 8040",
    "-123456, c0bb78",
    "2147483647, ffffffff07",
    "-2147483648, 8080808078",
    "9223372036854775807, ffffffffffffffffff00",
    "-9223372036854775808, 8080808080808080807f",
  })
  void signedLeb128(long value, String hex) {
    assertThat(hex(new ByteWriter().signed(value))).isEqualTo(hex);
  }

  @Property
  void signedLeb128IsReadBack(@ForAll long value) {
    byte[] bytes = new ByteWriter().signed(value).toBytes();
    long read = 0;
    int shift = 0;
    for (byte part : bytes) {
      read |= (part & 0x7FL) << shift;
      shift += 7;
    }
    boolean negative = (bytes[bytes.length - 1] & 0x40) != 0;
    assertThat(negative && shift < 64 ? read | -1L << shift : read).isEqualTo(value);
    assertThat(bytes.length).as("shortest form").isLessThanOrEqualTo(10);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i] < 0).as("continuation bit of byte " + i).isEqualTo(i < bytes.length - 1);
    }
  }

  @Property
  void unsignedLeb128IsReadBack(@ForAll int value) {
    byte[] bytes = new ByteWriter().unsigned(value).toBytes();
    long read = 0;
    for (int i = 0; i < bytes.length; i++) {
      read |= (bytes[i] & 0x7FL) << 7 * i;
    }
    assertThat(read).isEqualTo(Integer.toUnsignedLong(value));
    assertThat(bytes.length).isLessThanOrEqualTo(5);
  }

  @Test
  void numbersAreLittleEndian() {
    ByteWriter out = new ByteWriter().i32(0x01020304).i64(0x05060708090A0B0CL).f32(1).f64(-2);
    assertThat(hex(out))
        .isEqualTo("04030201" + "0c0b0a0908070605" + "0000803f" + "00000000000000c0");
  }

  @Test
  void nanPayloadsAreKept() {
    assertThat(hex(new ByteWriter().f32(Float.intBitsToFloat(0x7FA00001)))).isEqualTo("0100a07f");
  }

  @Test
  void namesAreUtf8WithTheirLengthInBytes() {
    assertThat(hex(new ByteWriter().name("é€😀"))).isEqualTo("09" + "c3a9" + "e282ac" + "f09f9880");
  }

  @Test
  void growsPastItsFirstSize() {
    ByteWriter out = new ByteWriter();
    for (int i = 0; i < 1000; i++) {
      out.u8(i);
    }
    out.bytes(new byte[5000]).bytes(new ByteWriter().u8(7));
    assertThat(out.size()).isEqualTo(6001);
    assertThat(out.toBytes()).hasSize(6001).endsWith(7);
    assertThat(out.toBytes()[999]).isEqualTo((byte) 999);
  }

  private static String hex(ByteWriter out) {
    return HexFormat.of().formatHex(out.toBytes());
  }
}
