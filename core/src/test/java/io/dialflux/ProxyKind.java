package io.dialflux;

import io.dialflux.RawServer.Door;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Proxies that want a user and a password. Behind the door of one stands the server that it was
 * asked for, whichever that is.
 */
enum ProxyKind {
  HTTP("http") {
    @Override
    void welcome(Socket client, boolean refuses, List<String> asked) throws IOException {
      InputStream in = client.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      String basic =
          head.toString().replaceAll("(?si).*proxy-authorization: *(?:basic )?([^\r]*)\r.*", "$1");
      String user = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      asked.add(user + " " + head.toString().split(" ")[1]);
      String answer = refuses ? "407 Proxy Authentication Required" : "200 Connection established";
      client
          .getOutputStream()
          .write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  },
  /** RFC 1928, with a user and a password by RFC 1929. */
  SOCKS5("socks5") {
    @Override
    void welcome(Socket client, boolean refuses, List<String> asked) throws IOException {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readByte();
      in.skipNBytes(in.readByte());
      out.write(new byte[] {5, 2});
      in.readByte();
      String user = text(in) + ":" + text(in);
      if (refuses) {
        asked.add(user);
        out.write(new byte[] {1, 1});
        return;
      }
      out.write(new byte[] {1, 0});
      in.skipNBytes(3);
      byte type = in.readByte();
      String host = type == 3 ? text(in) : "an address";
      in.skipNBytes(type == 3 ? 0 : type == 1 ? 4 : 16);
      asked.add(user + " " + host + ":" + in.readUnsignedShort());
      out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    }
  };

  private final String scheme;

  ProxyKind(String scheme) {
    this.scheme = scheme;
  }

  /** Notes what it was asked (user, password and target) before it answers. */
  abstract void welcome(Socket client, boolean refuses, List<String> asked) throws IOException;

  URI uri(String userInfo, int port) {
    return URI.create(scheme + "://" + userInfo + "@127.0.0.1:" + port);
  }

  /** Lets through to a server's own door. */
  Door to(Door server, List<String> asked) {
    return accepted -> {
      welcome(accepted, false, asked);
      return server.enter(accepted);
    };
  }

  Door refusing(List<String> asked) {
    return accepted -> {
      welcome(accepted, true, asked);
      throw new IOException("refused");
    };
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }
}
