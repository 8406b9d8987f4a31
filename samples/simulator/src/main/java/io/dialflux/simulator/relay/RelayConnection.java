package io.dialflux.simulator.relay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A client's connection and one of its own to the server. One thread carries requests, another
 * answers; the first that ends closes both sockets.
 */
final class RelayConnection {
  private static final int CONNECT_MILLIS = 5_000;

  /** How long a client may take to see the end of a connection and close its side. */
  private static final int LINGER_SECONDS = 2;

  private static final byte[] SPACE = {' '};

  private record Exchange(Request request, Plan plan) {}

  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress address;
  private final RelayScript script;
  private final Traffic traffic;
  private final long number;
  private final Queue<Exchange> pending = new ConcurrentLinkedQueue<>();
  private final CountDownLatch clientGone = new CountDownLatch(1);

  /** Whether a request has begun that is not answered yet. Guarded by this. */
  private boolean busy;

  /** Whether no further request is taken. Guarded by this. */
  private boolean ending;

  /** Whether the client was told so. Guarded by this. */
  private boolean announced;

  RelayConnection(
      Socket client, InetSocketAddress address, RelayScript script, Traffic traffic, long number) {
    this.client = client;
    this.address = address;
    this.script = script;
    this.traffic = traffic;
    this.number = number;
  }

  void serve(Executor threads) {
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(address, CONNECT_MILLIS);
      threads.execute(this::carryAnswers);
      carryRequests();
    } catch (IOException | RuntimeException gone) {
      // whatever it was, both sides see the end of their connections
    } finally {
      clientGone.countDown();
      close();
    }
  }

  void close() {
    closeQuietly(client);
    closeQuietly(server);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed all the same
    }
  }

  // requests

  private void carryRequests() throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    MessageReader reader = new MessageReader(in);
    for (long answer = 1; reader.hasMore(); answer++) {
      if (!begins()) {
        in.transferTo(OutputStream.nullOutputStream());
        return;
      }
      Plan plan = script.plan(number, answer);
      if (answer > 1 && plan.does(RelayBehaviour.CLOSE_AT_REUSE)) {
        closeAtReuse(in, plan);
        return;
      }
      Request request = Request.read(reader, client.getOutputStream());
      traffic.requests.increment();
      plan.boundary();
      pending.add(new Exchange(request, plan));
      request.writeTo(server.getOutputStream());
    }
  }

  /** One request at a time, also of a client that sends the next one before it was answered. */
  private synchronized boolean begins() throws IOException {
    try {
      while (busy) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the relay is being closed");
    }
    if (ending) {
      if (announced) {
        traffic.requestsAfterClose.increment();
      }
      return false;
    }
    busy = true;
    return true;
  }

  /** What has not been read makes an RST of the close; else the client finds an orderly end. */
  private void closeAtReuse(InputStream in, Plan plan) throws IOException {
    if (plan.oneIn(2)) {
      client.shutdownOutput();
      client.setSoTimeout(LINGER_SECONDS * 1_000);
      in.transferTo(OutputStream.nullOutputStream());
    } else {
      reset();
    }
  }

  // answers

  private void carryAnswers() {
    try {
      MessageReader reader = new MessageReader(new BufferedInputStream(server.getInputStream()));
      boolean more = true;
      while (more && reader.hasMore()) {
        more = carryAnswer(reader);
      }
    } catch (EOFException cut) {
      // passed on as a cut
    } catch (IOException broken) {
      reset();
    } finally {
      noMoreAnswers();
      close();
    }
  }

  /** Without lingering, closing a socket sends an RST. */
  private void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed already
    }
    closeQuietly(client);
  }

  /** False where the connection ends with it. */
  private boolean carryAnswer(MessageReader reader) throws IOException {
    OutputStream out = client.getOutputStream();
    Exchange exchange = pending.peek();
    if (exchange == null) { // nobody asked
      reader.passOn(out);
      return false;
    }
    Answer answer;
    try {
      answer = Answer.read(reader, exchange.request, out);
    } catch (ProtocolException noHttp) {
      out.write(reader.raw());
      reader.passOn(out);
      return false;
    } catch (IOException cut) {
      out.write(reader.raw());
      throw cut;
    }
    AnswerShape shape = AnswerShape.of(answer, exchange.request, exchange.plan);
    return write(shape, exchange.plan, out);
  }

  private boolean write(AnswerShape shape, Plan plan, OutputStream out) throws IOException {
    if (plan.does(RelayBehaviour.DRIPPING_HEAD)) {
      drip(plan, shape.head().subList(0, 1), Bytes.of("X-Drip: 1\r\n"), out);
    }
    if (plan.does(RelayBehaviour.DRIPPING_BODY)) {
      drip(plan, shape.parts(), Chunks.one(SPACE), out);
    }
    if (shape.last()) {
      announce();
    }
    new Packets(out, plan).write(shape.parts());
    if (plan.does(RelayBehaviour.SECOND_ANSWER_LATER)) {
      plan.sleep(plan.dripMillis);
      out.write(Bytes.joined(shape.parts()));
    }
    answered();
    if (shape.last()) {
      plan.boundary();
      linger();
      return false;
    }
    return !plan.has(RelayBehaviour.CLOSE_IDLE) || !closedIdle(plan);
  }

  private static void drip(Plan plan, List<byte[]> start, byte[] drop, OutputStream out)
      throws IOException {
    out.write(Bytes.joined(start));
    while (true) {
      plan.sleep(plan.dripMillis);
      out.write(drop);
    }
  }

  private synchronized void announce() {
    ending = true;
    announced = true;
  }

  private synchronized void answered() {
    pending.remove();
    busy = false;
    notifyAll();
  }

  private synchronized void noMoreAnswers() {
    ending = true;
    busy = false;
    notifyAll();
  }

  /** The client reads what is left, and closes (RFC 9112 §9.6). */
  private void linger() throws IOException {
    client.shutdownOutput();
    try {
      clientGone.await(LINGER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closedIdle(Plan plan) throws IOException {
    plan.sleep(plan.below(6));
    synchronized (this) {
      if (busy) {
        return false;
      }
      plan.does(RelayBehaviour.CLOSE_IDLE);
      ending = true;
      closeQuietly(client);
      return true;
    }
  }
}
