package dev.pulsegate.platform.storage;

import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.DefaultBean;

/** The disk of a database elsewhere: it tells by failing. */
@DefaultBean
@ApplicationScoped
public class UnknownStorage implements StorageState {

    @Override
    public Optional<String> full() {
        return Optional.empty();
    }
}
