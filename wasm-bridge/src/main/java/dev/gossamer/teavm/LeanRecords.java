package dev.gossamer.teavm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodHolder;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Leaves out what records get for free and a page never uses. TeaVM keeps it all, because a
 * collection of anything may ask anything for its text, its hash code and whether it equals
 * another.
 *
 * <ul>
 *   <li>{@code toString} of all 280 records, with the names of their components: 12 KB of 140
 *       (brotli).
 *   <li>{@code equals} and {@code hashCode} of those that are never compared, which is most of
 *       them. The others are in {@code compared-records.txt}, which a test writes and checks.
 * </ul>
 *
 * <p>Methods that are written out stay: they are not final.
 *
 * <p>Runs inside of TeaVM while it compiles, which may be on JDK 17.
 */
public final class LeanRecords implements TeaVMPlugin, ClassHolderTransformer {
  private static final String COMPARED = "/META-INF/gossamer/compared-records.txt";

  private final Set<String> compared = compared();

  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!"java.lang.Record".equals(type.getParent())
        || !type.getName().startsWith("dev.gossamer.")) {
      return;
    }
    boolean isCompared = compared.contains(type.getName());
    for (MethodHolder method : type.getMethods().toArray(MethodHolder[]::new)) {
      boolean isNeeded =
          switch (method.getName()) {
            case "toString" -> false;
            case "equals", "hashCode" -> isCompared;
            default -> true;
          };
      if (!isNeeded && method.getModifiers().contains(ElementModifier.FINAL)) {
        type.removeMethod(method);
      }
    }
  }

  private static Set<String> compared() {
    try (InputStream file = LeanRecords.class.getResourceAsStream(COMPARED)) {
      if (file == null) {
        throw new IllegalStateException(COMPARED + " is missing");
      }
      return Set.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).trim().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
