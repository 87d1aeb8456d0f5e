/**
 * Streams that run: each is produced once by its sample clock and encoded once per rendition, and the same bytes go to
 * every viewer. Knows sources, frames and sockets; knows neither the database nor what viewers say.
 */
package dev.pulsegate.ecg.live;
