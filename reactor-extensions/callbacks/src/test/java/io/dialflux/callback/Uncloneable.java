package io.dialflux.callback;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;

/** Cryptography that cannot be cloned, as that of some hardware. */
final class Uncloneable extends Provider {
  private static final long serialVersionUID = 1L;

  Uncloneable() {
    super("Uncloneable", "1", "for tests");
    put("Mac.HmacSHA1", Sha1Mac.class.getName());
    put("MessageDigest.SHA-256", Sha256.class.getName());
  }

  public static final class Sha1Mac extends MacSpi {
    private final Mac mac;

    public Sha1Mac() throws GeneralSecurityException {
      mac = Mac.getInstance("HmacSHA1", "SunJCE");
    }

    @Override
    protected int engineGetMacLength() {
      return mac.getMacLength();
    }

    @Override
    protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters)
        throws InvalidKeyException {
      mac.init(key);
    }

    @Override
    protected void engineUpdate(byte input) {
      mac.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      mac.update(input, offset, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      return mac.doFinal();
    }

    @Override
    protected void engineReset() {
      mac.reset();
    }
  }

  public static final class Sha256 extends MessageDigestSpi {
    private final MessageDigest digest;

    public Sha256() throws GeneralSecurityException {
      digest = MessageDigest.getInstance("SHA-256", "SUN");
    }

    @Override
    protected void engineUpdate(byte input) {
      digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      digest.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
      return digest.digest();
    }

    @Override
    protected void engineReset() {
      digest.reset();
    }
  }
}
