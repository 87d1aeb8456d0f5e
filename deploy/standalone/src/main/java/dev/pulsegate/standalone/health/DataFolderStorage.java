package dev.pulsegate.standalone.health;

import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.embedded.database.DatabaseCondition;
import dev.pulsegate.embedded.database.DatabaseCondition.State;
import dev.pulsegate.platform.storage.StorageState;

/** The disk of the data folder. */
@ApplicationScoped
public class DataFolderStorage implements StorageState {

    @Override
    public Optional<String> full() {
        return Optional.of(DatabaseCondition.current())
                .filter(condition -> condition.state() == State.DISK_FULL)
                .map(DatabaseCondition::detail);
    }
}
