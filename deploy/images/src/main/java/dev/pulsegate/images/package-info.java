/**
 * Container images of the services and the worker, made without a Docker daemon: {@link dev.pulsegate.images.Contents} puts
 * together what is inside of each, {@link dev.pulsegate.images.Wrapping} makes an image of it.
 */
package dev.pulsegate.images;
