/**
 * Where the bytes of files are kept: a folder or an S3-compatible service. Plain Java; knows nothing of what a file is
 * for. Depends on nothing.
 */
package dev.pulsegate.gateway.file.store;
