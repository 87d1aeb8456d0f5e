package dev.pulsegate.platform.body;

import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.memory.ByteBudget;

/**
 * What one request holds of the budget for bodies, until it has ended in whatever way. Used on the connection's event loop.
 */
final class BodyHold {

    private final ByteBudget budget;
    private final Object address;
    private final Supplier<Object> account;
    private final ChannelFutureListener whenClosed = this::closed;
    private final Channel channel;

    /** Who holds it: the address, or where that has its share already, the account; null as long as nothing is held. */
    private Object holder;

    private long bytes;
    private boolean over;

    /**
     * @param address where the request comes from
     * @param account who sends it, or the address again if that is nobody who is known: asked only when need be
     */
    BodyHold(ByteBudget budget, Object address, Supplier<Object> account, Channel channel, RoutingContext context) {
        this.budget = budget;
        this.address = address;
        this.account = account;
        this.channel = channel;
        context.addEndHandler(ended -> release());
        // Who ends a request in an unusual way may have put its own end handler in place of the router's.
        channel.closeFuture().addListener(whenClosed);
    }

    /** Holds so much more; false if there is no room for it. */
    boolean grow(long more) {
        if (over) {
            return false;
        }
        if (holder != null) {
            return count(budget.take(holder, more), more);
        }
        holder = address;
        if (!budget.take(address, more)) {
            holder = account.get();
            if (holder.equals(address) || !budget.take(holder, more)) {
                holder = null;
                return false;
            }
        }
        return count(true, more);
    }

    private boolean count(boolean taken, long more) {
        bytes += taken ? more : 0;
        return taken;
    }

    private void closed(ChannelFuture future) {
        giveBack();
    }

    /** Called by whoever gives the answer. */
    private void release() {
        channel.eventLoop().execute(this::giveBack);
    }

    private void giveBack() {
        if (over) {
            return;
        }
        over = true;
        channel.closeFuture().removeListener(whenClosed);
        if (holder != null) {
            budget.give(holder, bytes);
        }
    }
}
