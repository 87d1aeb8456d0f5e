/**
 * Streams that run: each is produced once, by its sample clock or as its samples come, and encoded once per rendition,
 * and the same bytes go to every viewer. Knows neither the database nor what viewers say. Depends on frame and signal.
 */
package dev.pulsegate.ecg.live;
