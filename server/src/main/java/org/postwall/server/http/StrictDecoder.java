package org.postwall.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Netty's reader of requests, told not to mend what is broken and to say when a head is late.
 *
 * <p>By itself it drops the Content-Length of a message that also has a Transfer-Encoding, the oldest trick of request
 * smuggling (RFC 9112, 6.3), and Vert.x closes a connection with broken chunks before anyone could say why. Vert.x has
 * no public way to choose a decoder, hence the one cast to its internals.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
    private static final AttributeKey<Boolean> BROKEN = AttributeKey.valueOf("postwall.broken");

    private final HttpConnection connection;
    private final Heads heads;
    /** Whether a head was read whose message has not ended yet: what comes next is no head. */
    private boolean inMessage;
    /** Whether a head is awaited that has begun; a new connection's is from the start. */
    private boolean inHead = true;

    private StrictDecoder(HttpConnection connection, HttpServerOptions options, Heads heads) {
        super(options);
        this.connection = connection;
        this.heads = heads;
    }

    /** Takes the place of the usual decoder; the connection must be new. */
    static void install(HttpConnection connection, HttpServerOptions options, Heads heads) {
        heads.begins(connection);
        ChannelPipeline pipeline = channel(connection).pipeline();
        pipeline.replace(HttpRequestDecoder.class, "httpDecoder", new StrictDecoder(connection, options, heads));
    }

    /** Whether the body that ended last was broken off by something that is no chunk. */
    static boolean isBroken(HttpConnection connection) {
        return channel(connection).hasAttr(BROKEN);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        // Both headers stay, and Door refuses the request.
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        int first = out.size();
        super.decode(context, buffer, out);
        int last = out.size() - 1;
        if (last >= 0
                && out.get(last) instanceof HttpContent content
                && !(content instanceof HttpMessage)
                && content.decoderResult().isFailure()) {
            content.release();
            context.channel().attr(BROKEN).set(true);
            out.set(last, LastHttpContent.EMPTY_LAST_CONTENT);
        }
        follow(out, first);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        heads.ends(connection);
        super.channelInactive(context);
    }

    /** Bytes that were read between two messages and made none are the beginning of a head. */
    private void follow(List<Object> out, int first) {
        for (int i = first; i < out.size(); i++) {
            Object read = out.get(i);
            if (read instanceof HttpMessage) {
                inMessage = true;
                if (inHead) {
                    inHead = false;
                    heads.ends(connection);
                }
            }
            if (read instanceof LastHttpContent) {
                inMessage = false;
            }
        }
        if (out.size() == first && !inMessage && !inHead) {
            inHead = true;
            heads.begins(connection);
        }
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
