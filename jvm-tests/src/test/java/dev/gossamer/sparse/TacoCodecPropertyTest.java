package dev.gossamer.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.sparse.TacoLayout.Format;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TacoCodecPropertyTest {

  @Property(tries = 3000)
  void whatIsWrittenReadsBack(@ForAll long seed) {
    RandomTaco taco = RandomTaco.of(seed);

    TacoTensor encoded = TacoCodec.encode(taco.shape(), taco.matrix(), taco.layout());
    CsrMatrix decoded = TacoCodec.decode(taco.shape(), encoded);

    assertThat(decoded.toDense()).containsExactly(taco.matrix().toDense());
    assertThat(decoded.entries()).isEqualTo(encoded.values().length());
  }

  @Property(tries = 1000)
  void onceReadItIsWrittenBackTheSame(@ForAll long seed) {
    RandomTaco taco = RandomTaco.of(seed);
    TacoTensor first = TacoCodec.encode(taco.shape(), taco.matrix(), taco.layout());

    CsrMatrix decoded = TacoCodec.decode(taco.shape(), first);
    TacoTensor second = TacoCodec.encode(taco.shape(), decoded, taco.layout());

    for (int level = 0; level < first.segments().size(); level++) {
      assertThat(TacoCodecTest.ints(second.segments().get(level)))
          .containsExactly(TacoCodecTest.ints(first.segments().get(level)));
      assertThat(TacoCodecTest.ints(second.indices().get(level)))
          .containsExactly(TacoCodecTest.ints(first.indices().get(level)));
    }
    assertThat(TacoCodecTest.floats(second.values()))
        .containsExactly(TacoCodecTest.floats(first.values()));
  }

  /** Only dense levels below the last compressed one fill in zeros. */
  @Property(tries = 1000)
  void aCompressedInnermostLevelStoresNoZeros(@ForAll long seed) {
    RandomTaco taco = RandomTaco.of(seed);
    TacoTensor encoded = TacoCodec.encode(taco.shape(), taco.matrix(), taco.layout());
    int last = taco.layout().formats().size() - 1;

    if (taco.layout().formats().get(last) == Format.CSR) {
      assertThat(encoded.values().length()).isEqualTo(taco.matrix().nonZeros());
    } else {
      assertThat(encoded.values().length()).isGreaterThanOrEqualTo(taco.matrix().nonZeros());
    }
  }
}
