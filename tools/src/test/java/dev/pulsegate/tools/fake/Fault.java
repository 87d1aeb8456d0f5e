package dev.pulsegate.tools.fake;

/** What may be wrong with a {@link FakeInstallation}. */
public enum Fault {
    /** It is some other site: a page, whatever is asked for. */
    ANOTHER_SITE,
    /** It says that its database is down. */
    NOT_READY,
    /** It tells nobody how it is. */
    HIDDEN_HEALTH,
    /** The account may not make spaces. */
    NO_ADMIN,
    /** Requests are accepted though nobody is there to take them. */
    QUEUES_FOR_NOBODY,
    /** Workers are not let in. */
    REFUSES_WORKERS,
    /** The result is another than the worker's. */
    WRONG_RESULT,
    /** The events of a request never end. */
    ENDLESS_EVENTS,
    /** The worker does not say how far it is, as far as anybody hears. */
    NO_PROGRESS,
    /** There is no ecg-service. */
    NO_ECG,
    /** Viewers of an ECG are sent away. */
    CLOSES_ECG,
    /** A space cannot be deleted. */
    KEEPS_SPACES
}
