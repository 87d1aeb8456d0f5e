package dev.pulsegate.ecg.signal;

import java.util.concurrent.Flow;

/**
 * A source whose samples come by themselves, with the time they were taken: a device. It may fall silent, lose samples,
 * catch up faster than time passes, and end.
 */
public non-sealed interface PushedSource extends EcgSource {

    /**
     * The samples as they come, for one subscriber. The contract is that of {@link Flow}:
     *
     * <ul>
     *   <li>No more blocks are sent than were asked for. What comes before it is asked for is the source's to hold back, at
     *       its device if it can, or to leave out: the subscriber keeps a few blocks at most.
     *   <li>Each block begins behind the one before. Numbers left out are samples that nobody has.
     *   <li>{@code onComplete} means the source has ended, {@code onError} that it broke. Either comes behind the last block.
     *   <li>Nothing is sent any more once the subscriber has cancelled; {@link #close} follows.
     * </ul>
     *
     * <p>Blocks are sent by any thread, one after the other; the subscriber never blocks it.
     */
    Flow.Publisher<SampleBlock> samples();
}
