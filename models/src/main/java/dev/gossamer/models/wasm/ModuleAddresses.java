package dev.gossamer.models.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.CompiledModule;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a compiled module's host puts and finds things, as the manifest says: addresses in bytes.
 *
 * @param memoryBytes a multiple of 64 KiB
 * @param image 0 for a standalone module, which has its weights in place
 */
record ModuleAddresses(int memoryBytes, int image, List<Integer> inputs, List<Integer> outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ModuleAddresses of(CompiledModule module) {
    try {
      JsonNode manifest = JSON.readTree(module.manifest());
      return new ModuleAddresses(
          manifest.path("memoryBytes").intValue(),
          manifest.path("imageAddress").intValue(),
          addresses(manifest.required("inputs")),
          addresses(manifest.required("outputs")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the compiler wrote a manifest that is not JSON", e);
    }
  }

  private static List<Integer> addresses(JsonNode tensors) {
    List<Integer> addresses = new ArrayList<>();
    tensors.forEach(tensor -> addresses.add(tensor.required("address").intValue()));
    return addresses;
  }
}
