package dev.pulsegate.gateway.prototype;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Answers as if there were no such route, where the prototype's are switched off. */
@Provider
@PrototypeRoute
class RouteSwitch implements ContainerRequestFilter {

    /** Asked when a request comes: filters are made before there is a configuration. */
    private final Instance<PrototypeConfig> config;

    RouteSwitch(Instance<PrototypeConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!config.get().routes()) {
            throw new NotFoundException();
        }
    }
}
