package sekisho.sensor.feed.syslog;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.config.Endpoint;
import sekisho.sensor.Unhandled;
import sekisho.site.Bytes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/// Receives datagrams at one address, on a thread of its own, and counts those that the kernel had
/// no room for.
///
/// Vert.x gives one size to the kernel's buffer and to that of a single datagram; here there should
/// be room for many.
final class UdpReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(UdpReceiver.class);
    private static final int DATAGRAM_MAX = 65_535;

    /// The kernel grants as much of it as `net.core.rmem_max` lets it.
    private static final int BUFFER = 4 << 20;

    private static final Duration COUNT_EVERY = Duration.ofSeconds(1);

    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(
                    1,
                    (ThreadFactory) task -> new Thread(task, "syslog-udp"),
                    NioIoHandler.newFactory());
    private final Channel channel;

    /// @param out takes each datagram and who sent it
    /// @param dropped takes how many the kernel had no room for
    /// @throws IllegalStateException when the address can't be had
    UdpReceiver(Endpoint at, BiConsumer<Bytes, InetAddress> out, LongConsumer dropped) {
        ChannelFuture bound =
                new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, BUFFER)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(DATAGRAM_MAX))
                        .handler(new Receiver(out))
                        .bind(new InetSocketAddress(at.host(), at.port()))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop();
            throw new IllegalStateException(
                    "can't listen for syslog at UDP " + at + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
        channel = bound.channel();
        var drops = new KernelDrops(KernelDrops.TABLES, port());
        loop.scheduleAtFixedRate(
                Unhandled.told(() -> {
                    long more = drops.more();
                    if (more > 0) {
                        dropped.accept(more);
                    }
                }),
                0,
                COUNT_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    void stop() {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        private final BiConsumer<Bytes, InetAddress> out;

        Receiver(BiConsumer<Bytes, InetAddress> out) {
            this.out = out;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var bytes = new byte[packet.content().readableBytes()];
            packet.content().readBytes(bytes);
            out.accept(Bytes.of(bytes), packet.sender().getAddress());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn("a datagram was not taken: {}", cause.toString());
        }
    }
}
