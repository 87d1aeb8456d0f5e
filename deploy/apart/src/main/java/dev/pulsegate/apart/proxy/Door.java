package dev.pulsegate.apart.proxy;

import java.util.Optional;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;

import dev.pulsegate.apart.route.Routes;
import dev.pulsegate.apart.route.Service;
import dev.pulsegate.platform.crosssite.ThisMachineOnly;
import dev.pulsegate.platform.crosssite.ThisMachineOnly.Refusal;

/** A place to come in by: whom it takes, and what it believes. */
public sealed interface Door {

    /** How long an address of IPv4 is. */
    int IPV4_BYTES = 4;

    /** Where everybody comes in. Nothing they say of where they come from is believed. */
    record Front() implements Door {}

    /** The same, where only people at this machine may. */
    record DemoFront(ThisMachineOnly rule) implements Door {}

    /**
     * Where services ask auth-service, for themselves or for a client whose address they tell; on the loopback address.
     */
    record Inner() implements Door {}

    /** Why a request may not come in; empty if it may. */
    default Optional<Refusal> refusal(HttpServerRequest request) {
        return switch (this) {
            case Front _ -> Optional.empty();
            case DemoFront demo -> demo.rule().refusal(request);
            case Inner _ ->
                Routes.serviceFor(request.path()) == Service.AUTH
                        ? Optional.empty()
                        : Optional.of(new Refusal(404, "Not Found", "Only auth-service is asked here."));
        };
    }

    /** The address that services are told as the client's, as {@code X-Forwarded-For} has it. */
    default String clientOf(HttpServerRequest request) {
        var told = request.getHeader(Heads.FORWARDED_FOR);
        boolean believed = this instanceof Inner && told != null;
        return text(believed ? told : request.remoteAddress().hostAddress());
    }

    /** IPv6 in brackets, else its last part would be taken for a port. */
    private static String text(String address) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length == IPV4_BYTES ? address : "[" + NetUtil.bytesToIpAddress(bytes) + "]";
    }
}
