package io.dialflux;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that connects to one server, whatever host it is asked for; and notes what it was asked.
 */
final class TestProxy implements AutoCloseable {
  enum Kind {
    HTTP,
    SOCKS5
  }

  private final Kind kind;
  private final int target;
  private final ServerSocket listener;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean refuses;

  TestProxy(Kind kind, int target) {
    this.kind = kind;
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::accept);
  }

  /** Its address, for a user and a password. */
  URI uri(String userInfo) {
    String scheme = kind == Kind.HTTP ? "http" : "socks5";
    return URI.create(scheme + "://" + userInfo + "@127.0.0.1:" + listener.getLocalPort());
  }

  /** Whoever asks from now on is refused. */
  void refuse() {
    refuses = true;
  }

  /** The user, the password and the target of each connection. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket client) {
    try (client) {
      boolean connect = kind == Kind.HTTP ? http(client) : socks(client);
      if (connect) {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
          open.add(server);
          threads.execute(() -> pass(server, client));
          pass(client, server);
        }
      }
    } catch (IOException ended) {
      // so ends the client's connection
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      // the other direction ends by itself
    }
  }

  private boolean http(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String authorization =
        head.toString().replaceAll("(?si).*proxy-authorization: *(?:basic )?([^\r]*)\r.*", "$1");
    String user =
        new String(java.util.Base64.getDecoder().decode(authorization), StandardCharsets.UTF_8);
    asked.add(user + " " + head.toString().split(" ")[1]);
    String answer = refuses ? "407 Proxy Authentication Required" : "200 Connection established";
    client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes());
    return !refuses;
  }

  /** RFC 1928, with a user and a password by RFC 1929. */
  private boolean socks(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.readByte();
    in.skipNBytes(in.readByte());
    out.write(new byte[] {5, 2});
    in.readByte();
    String user = text(in);
    String password = text(in);
    out.write(new byte[] {1, (byte) (refuses ? 1 : 0)});
    if (refuses) {
      asked.add(user + ":" + password);
      return false;
    }
    in.skipNBytes(3);
    byte type = in.readByte();
    String host = type == 3 ? text(in) : "an address";
    if (type != 3) {
      in.skipNBytes(type == 1 ? 4 : 16);
    }
    asked.add(user + ":" + password + " " + host + ":" + in.readUnsignedShort());
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    return true;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
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
