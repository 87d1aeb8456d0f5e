package dev.pulsegate.gateway.prototype;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Answers as if there were no such route, where the prototype's are switched off. */
@Provider
@PrototypeRoute
class RouteSwitch implements ContainerRequestFilter {

    private final boolean on;

    RouteSwitch(PrototypeConfig config) {
        this.on = config.routes();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!on) {
            throw new NotFoundException();
        }
    }
}
