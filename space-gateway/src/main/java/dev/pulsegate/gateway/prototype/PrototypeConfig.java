package dev.pulsegate.gateway.prototype;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.pulsegate.gateway.space.WorkerAccess;

/** What of the prototype lives on. Checked when the service starts. */
@ConfigMapping(prefix = "pulsegate.gateway.prototype")
public interface PrototypeConfig {

    /** Whether the prototype's routes and pages are there; otherwise each answers 404. */
    @WithDefault("false")
    boolean routes();

    /** Whether spaces' pages are for everyone, as they were; otherwise one has to sign in to see which spaces there are. */
    @WithDefault("false")
    boolean publicPages();

    /** Who may serve a space that is made by the prototype's form. The prototype's workers have no key. */
    @WithDefault("KEY")
    WorkerAccess workerAccess();
}
