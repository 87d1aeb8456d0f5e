/**
 * {@code bench jmh}: what one sample, one frame and one record cost alone. Depends on the ECG service's plain Java only.
 */
package dev.pulsegate.bench.micro;
