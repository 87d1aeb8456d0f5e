package dev.pulsegate.gateway.file;

import java.util.concurrent.CountDownLatch;

/** A generated stream that stops before its last byte until it is let go on. */
final class PausingInput extends GeneratedInput {

    private final long pauseAt;
    private final CountDownLatch goOn = new CountDownLatch(1);

    PausingInput(long sizeBytes) {
        super(sizeBytes);
        this.pauseAt = sizeBytes - 1;
    }

    void goOn() {
        goOn.countDown();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position() >= pauseAt) {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.read(buffer, offset, length);
        }
        return super.read(buffer, offset, (int) Math.min(length, pauseAt - position()));
    }
}
