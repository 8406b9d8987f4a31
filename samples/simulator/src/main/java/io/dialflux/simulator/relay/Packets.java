package io.dialflux.simulator.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes an answer's parts in few writes or in many. */
final class Packets {
  /** So many bytes of an answer are written one by one. */
  private static final int MOST_SINGLE = 3_000;

  private final OutputStream out;
  private final Plan plan;

  Packets(OutputStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  void write(List<byte[]> parts) throws IOException {
    plan.boundary();
    if (plan.does(RelayBehaviour.BYTE_BY_BYTE)) {
      singly(Bytes.joined(parts));
    } else if (plan.does(RelayBehaviour.ONE_PACKET)) {
      out.write(Bytes.joined(parts));
    } else {
      inPieces(parts);
    }
  }

  private void singly(byte[] all) throws IOException {
    int single = Math.min(all.length, MOST_SINGLE);
    for (int i = 0; i < single; i++) {
      out.write(all[i]);
      if (all[i] == '\n') {
        plan.boundary();
      }
    }
    out.write(all, single, all.length - single);
  }

  /** A part stands alone, goes with its neighbours, or is itself written in two. */
  private void inPieces(List<byte[]> parts) throws IOException {
    int from = 0;
    while (from < parts.size()) {
      int to = Math.min(parts.size(), from + 1 + plan.below(plan.oneOf(1, 4, 50)));
      byte[] piece = Bytes.joined(parts.subList(from, to));
      int first = plan.oneIn(3) ? plan.below(piece.length + 1) : piece.length;
      out.write(piece, 0, first);
      plan.boundary();
      out.write(piece, first, piece.length - first);
      from = to;
    }
  }
}
