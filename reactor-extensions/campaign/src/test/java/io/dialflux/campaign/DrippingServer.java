package io.dialflux.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Begins to answer whatever it is sent, and then sends a space now and then, without an end. */
final class DrippingServer implements AutoCloseable {
  private static final String HEAD =
      "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{";

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger dripped = new AtomicInteger();

  DrippingServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many bytes of bodies it has sent. */
  int dripped() {
    return dripped.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> drip(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void drip(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      in.read(); // its first byte is enough
      OutputStream out = socket.getOutputStream();
      out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(' ');
        dripped.incrementAndGet();
        Thread.sleep(50);
      }
    } catch (IOException left) {
      // who asked has left
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
