package io.dialflux.benchmark.run;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used, by its own account and the kernel's. */
final class Usage {
  private static final double MB = 1 << 20;
  private static final int SAMPLE_MILLIS = 20;

  private volatile long peakDirect;

  Usage() {
    Thread sampler = new Thread(this::sample, "direct memory sampler");
    sampler.setDaemon(true);
    sampler.start();
  }

  private void sample() {
    try {
      while (true) {
        peakDirect = Math.max(peakDirect, direct());
        Thread.sleep(SAMPLE_MILLIS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static long direct() {
    long direct = Math.max(0, PlatformDependent.usedDirectMemory());
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        direct += pool.getMemoryUsed();
      }
    }
    return direct;
  }

  /** CPU time of all threads so far: the contender's, the compiler's and the collector's. */
  static long cpuNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  /** Java threads, those of the virtual machine included, the sampler not. */
  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount() - 1;
  }

  /** What is left of the heap when the collector has been through it. */
  static double liveHeapMb() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / MB;
  }

  /** Peaks of the whole process. */
  void memory(Figures figures) {
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heap += pool.getPeakUsage().getUsed();
      }
    }
    figures.set("peak_heap_mb", heap / MB).set("peak_direct_mb", peakDirect / MB);
    figures.set("peak_rss_mb", peakRss() / MB);
  }

  private static long peakRss() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
