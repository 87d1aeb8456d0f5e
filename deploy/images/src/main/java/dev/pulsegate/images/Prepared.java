package dev.pulsegate.images;

import java.util.List;

/** What a start may find prepared, so that Java need not load, check and link it anew. */
enum Prepared {
    NOTHING("nothing prepared"),
    JAVA_CLASSES("Java's own classes (CDS)"),
    ALL_CLASSES("the AOT cache");

    private final String description;

    Prepared(String description) {
        this.description = description;
    }

    /** What it is, for people. */
    String description() {
        return description;
    }

    /** Java's options to start contents so. */
    List<String> options(Contents contents) {
        return switch (this) {
            case NOTHING -> List.of("-Xshare:off");
            case JAVA_CLASSES -> List.of();
            case ALL_CLASSES ->
                List.of("-XX:AOTCache=" + contents.root().resolve(Contents.APP).resolve(Contents.CACHE));
        };
    }
}
