package io.dialflux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for tests, made by the JDK's keytool when first needed. */
final class Certificates {
  /** The host that the tests' servers answer for. */
  static final String HOST = "api.twilio.test";

  static final String OTHER_HOST = "other.example.com";

  /** A server of {@link #HOST}. */
  static final SSLContext OF_HOST;

  /** A server of {@link #HOST} whose certificate nobody trusts. */
  static final SSLContext OF_HOST_UNTRUSTED;

  /** A server of another host, with a certificate that is trusted. */
  static final SSLContext OF_OTHER_HOST;

  /** A client that trusts the first and the third. */
  static final SSLContext TRUSTING;

  private static final KeyStore TRUSTED;

  private static final String PASSWORD = "password";

  static {
    KeyStore host = generated(HOST);
    KeyStore other = generated(OTHER_HOST);
    OF_HOST = server(host);
    OF_HOST_UNTRUSTED = server(generated(HOST));
    OF_OTHER_HOST = server(other);
    TRUSTED = trust(host, other);
    TRUSTING = client(TRUSTED);
  }

  private Certificates() {}

  private static KeyStore generated(String host) {
    try {
      Path folder = Files.createTempDirectory("dialflux-test");
      Path file = folder.resolve("keys.p12");
      try {
        int status =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "key",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + host,
                    "-ext",
                    "san=dns:" + host,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
          throw new IllegalStateException("keytool ended with " + status);
        }
        try (InputStream in = Files.newInputStream(file)) {
          KeyStore keys = KeyStore.getInstance("PKCS12");
          keys.load(in, PASSWORD.toCharArray());
          return keys;
        }
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext server(KeyStore keys) {
    try {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore trust(KeyStore... trusted) {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      for (int i = 0; i < trusted.length; i++) {
        trust.setCertificateEntry("trusted" + i, trusted[i].getCertificate("key"));
      }
      return trust;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext client(KeyStore trust) {
    try {
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes what {@link #TRUSTING} trusts the platform's own trust while something is done. */
  static void trustedByThePlatform(Path folder, Runnable whatIsDone) {
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      TRUSTED.store(out, PASSWORD.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    try {
      whatIsDone.run();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }
}
