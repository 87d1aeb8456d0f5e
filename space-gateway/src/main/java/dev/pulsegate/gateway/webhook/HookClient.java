package dev.pulsegate.gateway.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import dev.pulsegate.gateway.GatewayConfig;

/**
 * Posts to addresses that strangers name. An exchange ends when its time is over, wherever it is by then: at looking up the
 * name, connecting, or in the middle of an answer that comes byte by byte. The connection goes to the very address that was
 * found to be public, so that a name cannot mean another one a moment later. Redirects are not followed.
 */
@ApplicationScoped
class HookClient {

    private static final int MOST_HEADER_BYTES = 8 << 10;
    private static final int MOST_INITIAL_LINE_BYTES = 4 << 10;

    private final HttpClient http;
    private final Executor threads;
    private final boolean allowPrivate;
    private final Duration timeout;

    HookClient(Vertx vertx, @VirtualThreads Executor threads, GatewayConfig config) {
        var webhooks = config.webhooks();
        this.threads = threads;
        this.allowPrivate = webhooks.allowPrivateAddresses();
        this.timeout = webhooks.timeout();
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(webhooks.concurrencyPerHost())
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setMaxInitialLineLength(MOST_INITIAL_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES));
    }

    @PreDestroy
    void stop() {
        http.close();
    }

    /**
     * Posts; blocks until the answer is there.
     *
     * @return the answer's status
     * @throws IOException if there is none in time, or the address may not be called
     */
    int post(URI uri, Map<String, String> headers, String body) throws IOException, InterruptedException {
        if (uri.getHost() == null) {
            throw new IOException("the address names no host");
        }
        long end = System.nanoTime() + timeout.toNanos();
        var exchange = new HookExchange();
        try {
            var address = await(CompletableFuture.supplyAsync(() -> lookUp(uri.getHost()), threads), end);
            return await(exchange.begin(http, options(uri, address, headers), Buffer.buffer(body)), end);
        } catch (TimeoutException e) {
            return exchange.end().orElseThrow(() -> new IOException("no answer within " + timeout.toMillis() + " ms"));
        } finally {
            exchange.end();
        }
    }

    private InetAddress lookUp(String host) {
        try {
            var addresses = InetAddress.getAllByName(host);
            if (!allowPrivate && !PublicAddress.areAllPublic(addresses)) {
                throw new UncheckedIOException(new IOException("the address is not public"));
            }
            return addresses[0];
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(new IOException("there is no host of this name", e));
        }
    }

    private static RequestOptions options(URI uri, InetAddress address, Map<String, String> headers) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        headers.forEach(options::addHeader);
        return options;
    }

    private static <T> T await(CompletableFuture<T> future, long end)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UncheckedIOException known
                    ? known.getCause()
                    : new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
