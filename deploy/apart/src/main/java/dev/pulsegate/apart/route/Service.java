package dev.pulsegate.apart.route;

import java.util.Locale;

/** One of the three services. */
public enum Service {
    AUTH("auth-service", "auth"),
    ECG("ecg-service", "ecg"),
    GATEWAY("space-gateway", "gateway");

    private final String module;
    private final String database;

    Service(String module, String database) {
        this.module = module;
        this.database = database;
    }

    /** Its name, which is its module's folder too. */
    public String module() {
        return module;
    }

    /** The name of its database, and of its data source. */
    public String database() {
        return database;
    }

    /** How environment variables name its data source. */
    public String variable() {
        return database.toUpperCase(Locale.ROOT);
    }
}
