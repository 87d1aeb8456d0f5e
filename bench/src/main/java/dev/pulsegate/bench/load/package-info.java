/**
 * A crowd of WebSocket viewers cheap enough to run beside the server it loads: one selector thread, no object per frame.
 * Depends on HdrHistogram only.
 */
package dev.pulsegate.bench.load;
