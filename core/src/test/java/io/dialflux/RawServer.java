package io.dialflux;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A server on a bare socket, for what a well-behaved one does not do. A request counts once it was
 * received to its last byte; then the script decides what happens on the wire.
 */
final class RawServer implements AutoCloseable {
  /** What happens after a request was received; the connection stays open unless it closes it. */
  @FunctionalInterface
  interface Answer {
    void to(Request request, Socket socket) throws IOException, InterruptedException;
  }

  /** What happens to a connection once it was accepted, before anything is read from it. */
  @FunctionalInterface
  interface Door {
    /** The socket to serve; an exception ends the connection. */
    Socket enter(Socket accepted) throws IOException, InterruptedException;

    /** A server that speaks no TLS. */
    static Door plain() {
      return accepted -> accepted;
    }

    /** A server that speaks TLS, with the certificate of the context. */
    static Door tls(SSLContext context) {
      return accepted ->
          context.getSocketFactory().createSocket(accepted, (InputStream) null, true);
    }

    /** Whoever comes in is thrown out (RST). */
    static Door reset() {
      return accepted -> {
        accepted.setSoLinger(true, 0);
        throw new IOException("thrown out");
      };
    }

    /** Whoever comes in is shown out (FIN). */
    static Door closed() {
      return accepted -> {
        throw new IOException("shown out");
      };
    }

    /** Whoever says something is thrown out. */
    static Door resetOnHello() {
      return accepted -> {
        accepted.getInputStream().read();
        return reset().enter(accepted);
      };
    }

    /** Whoever comes in is neither thrown out nor heard. */
    static Door deaf() {
      return accepted -> {
        accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
        throw new IOException("the other side gave up");
      };
    }

    /** This door, once it is opened. */
    default Door after(CountDownLatch open) {
      return accepted -> {
        open.await();
        return enter(accepted);
      };
    }
  }

  /**
   * A request as it came.
   *
   * @param connection which connection it came on, from 1
   * @param headers by lower-case name
   */
  record Request(
      int connection, String method, String path, Map<String, String> headers, String body) {
    /** The first value of a form's parameter. */
    String form(String name) {
      for (String pair : body.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).equals(name)) {
          return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        }
      }
      throw new IllegalArgumentException("the form has no " + name);
    }
  }

  private final ServerSocket listener;
  private final Answer script;
  private volatile Door door = Door.plain();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "raw-server");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Semaphore received = new Semaphore(0);
  private final Semaphore hungUp = new Semaphore(0);

  private RawServer(Answer script) {
    this.script = script;
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::accept);
  }

  /** Answers every request by the script. */
  static RawServer scripted(Answer script) {
    return new RawServer(script);
  }

  /** Answers the first request by the first answer and so on; the last answer repeats. */
  static RawServer answering(Answer... answers) {
    AtomicInteger next = new AtomicInteger();
    return new RawServer(
        (request, socket) -> {
          int index = Math.min(next.getAndIncrement(), answers.length - 1);
          answers[index].to(request, socket);
        });
  }

  /** An answer with a length; header names and values by turns. */
  static Answer http(int status, String body, String... headers) {
    return (request, socket) -> write(socket, status, body, utf8(body).length, headers);
  }

  /** An answer whose connection ends before the announced length is reached. */
  static Answer cut(int status, String body, int announced) {
    return (request, socket) -> {
      write(socket, status, body, announced);
      socket.close();
    };
  }

  /** An answer after which the server closes the connection without announcing it. */
  static Answer thenClose(Answer answer) {
    return (request, socket) -> {
      answer.to(request, socket);
      socket.close();
    };
  }

  /** An answer of which only the beginning ever comes. */
  static Answer begun(int status, String body, int announced) {
    return (request, socket) -> write(socket, status, body, announced);
  }

  /** An answer as it stands here, after which the connection ends. */
  static Answer raw(String text) {
    return (request, socket) -> {
      socket.getOutputStream().write(utf8(text));
      socket.close();
    };
  }

  /** The connection is reset (RST). */
  static Answer reset() {
    return (request, socket) -> {
      socket.setSoLinger(true, 0);
      socket.close();
    };
  }

  /** The connection is closed (FIN). */
  static Answer hangUp() {
    return (request, socket) -> socket.close();
  }

  /** Nothing ever comes. */
  static Answer silence() {
    return (request, socket) -> {};
  }

  /** What connections meet from now on. */
  void door(Door door) {
    this.door = door;
  }

  int port() {
    return listener.getLocalPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests received in full so far. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many connections were accepted so far. */
  int connections() {
    return connections.get();
  }

  /** Waits for as many more requests. */
  void awaitRequests(int count) {
    await(received, count, "request");
  }

  /** Waits until the client has ended a connection while nothing was being answered on it. */
  void awaitHangUp() {
    await(hungUp, 1, "client's end of the connection");
  }

  /** Waits until every connection has ended, so that nothing sent on one is still to be counted. */
  void awaitNoConnections() {
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      synchronized (open) {
        while (!open.isEmpty()) {
          if (System.nanoTime() > end) {
            throw new AssertionError("connections are still open: " + open.size());
          }
          open.wait(100);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Semaphore events, int count, String what) {
    try {
      if (!events.tryAcquire(count, 10, TimeUnit.SECONDS)) {
        throw new AssertionError("the server saw no " + what);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        int number = connections.incrementAndGet();
        threads.execute(() -> serve(socket, number));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket accepted, int number) {
    try (accepted;
        Socket socket = door.enter(accepted)) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        in.mark(1);
        int first = in.read();
        if (first < 0) {
          hungUp.release();
          return;
        }
        if (first == 0x16) { // a TLS handshake: answered as a plain-text server does
          write(socket, 400, "", 0);
          return;
        }
        in.reset();
        Request request = read(in, number);
        requests.add(request);
        received.release();
        script.to(request, socket);
      }
    } catch (IOException | InterruptedException ended) {
      hungUp.release();
    } finally {
      open.remove(accepted);
      synchronized (open) {
        open.notifyAll();
      }
    }
  }

  private static Request read(InputStream in, int connection) throws IOException {
    String[] start = line(in).split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length || headers.containsKey("transfer-encoding")) {
      throw new IOException("the request ended too soon, or has no length");
    }
    return new Request(
        connection, start[0], start[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the request ended in its head");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void write(Socket socket, int status, String body, int length, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    if (status != 204) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    OutputStream out = socket.getOutputStream();
    out.write(utf8(head + "\r\n" + body));
    out.flush();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.shutdownNow();
  }
}
