package dev.gossamer.demo;

import dev.gossamer.GossamerException;
import java.net.InetSocketAddress;

/** Another program listens on the address, or this one may not. */
final class AddressInUse extends GossamerException {
  private static final long serialVersionUID = 1L;

  AddressInUse(InetSocketAddress address, String reason) {
    super(
        "ADDRESS_IN_USE",
        "cannot listen on "
            + address.getAddress().getHostAddress()
            + " port "
            + address.getPort()
            + " ("
            + reason
            + "); choose another with --port, or --port 0 for any free one");
  }
}
