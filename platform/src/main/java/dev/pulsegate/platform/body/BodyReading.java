package dev.pulsegate.platform.body;

import java.time.Duration;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

import dev.pulsegate.platform.problem.ProblemAnswer;

/** The reading of one body into memory, in time and within its bound. Happens on the connection's event loop. */
final class BodyReading {

    private static final int FIRST_BUFFER_BYTES = 1024;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final BodyHold hold;
    private final long maxBytes;
    private final boolean announced;
    private final Buffer body = Buffer.buffer(FIRST_BUFFER_BYTES);
    private long timer;
    private boolean over;

    /**
     * @param announced whether the hold has room for all of it already
     */
    BodyReading(RoutingContext context, BodyHold hold, long maxBytes, boolean announced) {
        this.context = context;
        this.request = context.request();
        this.hold = hold;
        this.maxBytes = maxBytes;
        this.announced = announced;
    }

    void begin(Duration timeout) {
        timer = context.vertx().setTimer(timeout.toMillis(), overdue -> tooSlow());
        request.exceptionHandler(failure -> end());
        request.endHandler(ended -> complete());
        request.handler(this::take);
        if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
            request.headers().remove(HttpHeaders.EXPECT);
            context.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer part) {
        if (over) {
            return;
        }
        if (body.length() + part.length() > maxBytes) {
            end();
            BodyIntake.refuseTooLarge(context, maxBytes);
        } else if (!announced && !hold.grow(part.length())) {
            end();
            BodyIntake.refuseForNow(context);
        } else {
            body.appendBuffer(part);
        }
    }

    private void complete() {
        if (!over) {
            end();
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        }
    }

    private void tooSlow() {
        if (!over) {
            end();
            ProblemAnswer.send(context, 408, "Request Timeout", "The request's body did not come in time.");
        }
    }

    private void end() {
        over = true;
        context.vertx().cancelTimer(timer);
    }
}
