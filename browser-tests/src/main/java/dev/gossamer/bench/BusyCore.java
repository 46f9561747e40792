package dev.gossamer.bench;

/** Keeps a core busy, as another program would: the browser's processes have to share with this. */
final class BusyCore implements AutoCloseable {
  private volatile boolean closed;
  private final Thread spinning;

  BusyCore() {
    spinning =
        new Thread(
            () -> {
              while (!closed) {
                Thread.onSpinWait();
              }
            },
            "busy core");
    spinning.setDaemon(true);
    spinning.start();
  }

  @Override
  public void close() {
    closed = true;
    try {
      spinning.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
