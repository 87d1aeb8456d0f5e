package dev.pulsegate.socketio.quarkus;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.platform.socket.Transport;
import dev.pulsegate.platform.tcp.Network;
import dev.pulsegate.socketio.engine.HttpAnswer;
import dev.pulsegate.socketio.engine.HttpExchange;
import dev.pulsegate.socketio.engine.Session;

/** A polling client's request. What it does itself happens on the connection's event loop. */
final class VertxExchange implements HttpExchange {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String JSON = "application/json";

    /** RFC 9113 §8.1: the answer is complete, and the rest of the request not wanted. */
    private static final long NO_ERROR = 0;

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final Context context;
    private final ByteBudget budget;

    private long heldBytes;
    private Session session;
    private boolean bodyRead;
    private boolean answered;
    private boolean over;

    /**
     * @param context the connection's event loop
     * @param budget what a body takes while it comes
     */
    VertxExchange(RoutingContext routing, Context context, ByteBudget budget) {
        this.budget = budget;
        this.routing = routing;
        this.request = routing.request();
        this.context = context;
        this.bodyRead = request.method().equals(HttpMethod.GET);
        routing.addEndHandler(ended -> {
            release();
            if (ended.failed() && !answered) {
                gone();
            }
        });
    }

    /** Whose request it is, to be said before anything else happens on the event loop. */
    void belongsTo(Session owner) {
        session = owner;
    }

    @Override
    public void answer(HttpAnswer answer, Runnable written) {
        context.runOnContext(ignored -> write(answer, written));
    }

    private void write(HttpAnswer answer, Runnable written) {
        if (answered || over) {
            return;
        }
        answered = true;
        var response = routing.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var body =
                switch (answer) {
                    case HttpAnswer.Payload(var text) -> text(text);
                    case HttpAnswer.Taken _ -> text("ok");
                    case HttpAnswer.Refused(var error) -> {
                        response.setStatusCode(error.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
                        yield Buffer.buffer(error.json());
                    }
                };
        if (!bodyRead && !sharesConnection()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(body).onComplete(ended -> {
            if (ended.failed()) {
                gone();
                return;
            }
            over = true;
            written.run();
            if (!bodyRead) {
                discardBody();
            }
        });
    }

    /** Other requests are under way on an HTTP/2 connection, which has a stream for each. */
    private boolean sharesConnection() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** What still comes of the body is no request. */
    private void discardBody() {
        if (sharesConnection()) {
            routing.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }

    private Buffer text(String text) {
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT);
        return Buffer.buffer(text);
    }

    @Override
    public void readBody(int maxBytes) {
        context.runOnContext(ignored -> {
            if (!over && !answered) {
                read(maxBytes);
            }
        });
    }

    private void read(int maxBytes) {
        if (announcedLength() > maxBytes) {
            session.bodyTooBig(this);
            return;
        }
        var body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > maxBytes) {
                request.handler(ignored -> {}).pause();
                session.bodyTooBig(this);
            } else if (hold(part.length())) {
                body.appendBuffer(part);
            } else {
                request.handler(ignored -> {}).pause();
                session.noRoom(this);
            }
        });
        request.endHandler(ended -> {
            bodyRead = true;
            session.body(this, body.getBytes());
        });
        request.exceptionHandler(failure -> gone());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        request.resume();
    }

    private boolean hold(int bytes) {
        boolean held = budget.take(address(), bytes);
        heldBytes += held ? bytes : 0;
        return held;
    }

    private void release() {
        if (heldBytes > 0) {
            budget.give(address(), heldBytes);
            heldBytes = 0;
        }
    }

    private Object address() {
        var remote = request.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "" : Network.of(remote.hostAddress());
    }

    private long announcedLength() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void gone() {
        if (!over) {
            over = true;
            if (session != null) {
                session.gone(this);
            }
        }
    }

    @Override
    public void cut() {
        context.runOnContext(ignored -> {
            if (sharesConnection()) {
                routing.response().reset();
            } else {
                Transport.of(request.connection()).cut();
            }
        });
    }
}
