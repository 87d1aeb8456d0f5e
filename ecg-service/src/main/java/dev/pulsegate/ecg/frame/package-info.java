/**
 * What a viewer receives: a frame of samples, encoded as JSON or compactly in binary. A frame is encoded once for all
 * viewers that take the same rendition. Plain Java. Depends on nothing.
 */
package dev.pulsegate.ecg.frame;
