package io.dialflux.benchmark.server;

import io.dialflux.simulator.Simulator;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The mock: a port for each behaviour. Its process ends with its standard input. */
public final class MockTwilio implements AutoCloseable {
  private static final int MOST_THREADS = 2;

  private final EventLoopGroup loops;
  private final List<Simulator> simulators = new ArrayList<>();
  private final Map<Behaviour, Integer> ports = new EnumMap<>(Behaviour.class);

  public MockTwilio() {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    loops = new MultiThreadIoEventLoopGroup(threads, io);
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    Answers answers = new Answers();
    for (Behaviour behaviour : Behaviour.values()) {
      if (behaviour.generated()) {
        Simulator simulator = GeneratedCalls.start(behaviour);
        simulators.add(simulator);
        ports.put(behaviour, simulator.baseUrl().getPort());
      } else {
        ports.put(behaviour, open(behaviour, answers, type));
      }
    }
  }

  private int open(Behaviour behaviour, Answers answers, Class<? extends ServerChannel> type) {
    Map<EventLoop, Delay> delays = new ConcurrentHashMap<>();
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 4_096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    Delay delay =
                        delays.computeIfAbsent(
                            channel.eventLoop(), loop -> new Delay(loop, behaviour.latencyMillis));
                    channel.pipeline().addLast(new Connection(behaviour, answers, delay));
                  }
                });
    ChannelFuture bound = server.bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly();
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  /** Where a behaviour is to be met. */
  public int port(Behaviour behaviour) {
    return ports.get(behaviour);
  }

  @Override
  public void close() {
    simulators.forEach(Simulator::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Prints a port for each behaviour, then serves until its standard input ends. */
  public static void main(String[] args) throws IOException {
    try (MockTwilio server = new MockTwilio()) {
      server.ports.forEach((behaviour, port) -> System.out.println(behaviour + " " + port));
      System.out.println("ready");
      while (System.in.read() >= 0) {}
    }
  }
}
