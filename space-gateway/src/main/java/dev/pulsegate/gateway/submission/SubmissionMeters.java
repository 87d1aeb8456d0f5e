package dev.pulsegate.gateway.submission;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.metrics.Refusal;
import dev.pulsegate.gateway.metrics.RequestMeters;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.submission.Submissions.Outcome;

/** Counts what comes of submissions that are not accepted; what is accepted the queue tells once it is committed. */
@ApplicationScoped
class SubmissionMeters {

    private final RequestMeters meters;

    SubmissionMeters(RequestMeters meters) {
        this.meters = meters;
    }

    /** The outcome, counted. */
    Outcome counted(UUID spaceId, Outcome outcome) {
        switch (outcome) {
            case Outcome.Decided decided -> count(spaceId, decided.acceptance());
            case Outcome.Known known -> count(spaceId, known.acceptance());
            case Outcome.Invalid _ -> meters.refused(spaceId, Refusal.INVALID);
            case Outcome.Disabled _ -> meters.refused(spaceId, Refusal.DISABLED);
            case Outcome.NoWorker _ -> meters.refused(spaceId, Refusal.NO_WORKER);
        }
        return outcome;
    }

    private void count(UUID spaceId, Acceptance acceptance) {
        switch (acceptance) {
            case Acceptance.Accepted _ -> {}
            case Acceptance.Repeated _ -> meters.repeated(spaceId);
            case Acceptance.KeyReused _ -> meters.refused(spaceId, Refusal.KEY_REUSED);
            case Acceptance.CoolingDown _ -> meters.refused(spaceId, Refusal.COOLDOWN);
            case Acceptance.QuotaSpent _ -> meters.refused(spaceId, Refusal.QUOTA);
            case Acceptance.QueueFull _ -> meters.refused(spaceId, Refusal.QUEUE_FULL);
            case Acceptance.ShareFull _ -> meters.refused(spaceId, Refusal.SHARE_FULL);
            case Acceptance.FilesUnusable _ -> meters.refused(spaceId, Refusal.INVALID);
            case Acceptance.NoSuchSpace _ -> meters.refused(spaceId, Refusal.NO_SUCH_SPACE);
            case Acceptance.Unavailable _ -> meters.refused(spaceId, Refusal.UNAVAILABLE);
        }
    }

    /** One was refused because nothing can be written. */
    void diskFull(UUID spaceId) {
        meters.refused(spaceId, Refusal.DISK_FULL);
    }
}
