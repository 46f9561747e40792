package dev.gossamer.teavm;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodHolder;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Leaves out the {@code toString} that records get for free: nothing in a page prints a record, but
 * a list of anything may, so TeaVM keeps all 280 of them with the names of their components. That
 * is 12 KB of 140 (brotli). A {@code toString} that is written out stays: it is not final.
 *
 * <p>Runs inside of TeaVM while it compiles, which may be on JDK 17.
 */
public final class LeanRecords implements TeaVMPlugin, ClassHolderTransformer {
  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!"java.lang.Record".equals(type.getParent())) {
      return;
    }
    for (MethodHolder method : type.getMethods().toArray(MethodHolder[]::new)) {
      if (method.getName().equals("toString")
          && method.getModifiers().contains(ElementModifier.FINAL)) {
        type.removeMethod(method);
      }
    }
  }
}
