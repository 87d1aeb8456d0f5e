package dev.pulsegate.embedded.backup;

import java.util.Set;

/**
 * What a backup holds: the folders of a data folder that cannot be made anew. Not the broker's journal: what had not
 * arrived when the backup was made is kept by its sender in the database, and sent again.
 */
final class Contents {

    static final String DATABASE = "postgresql";
    static final String SECRETS = "secrets";
    static final String FILES = "files";
    static final String RECORDINGS = "recordings";

    /** The first entry, which says what the rest is. */
    static final String LABEL = "backup.json";

    /** The last entry: a file without it was cut short. */
    static final String END = "end";

    static final Set<String> FOLDERS = Set.of(DATABASE, SECRETS, FILES, RECORDINGS);

    private Contents() {}
}
