/**
 * Processes of the services: what each is started with, that it is started again when it dies, and that it ends with the
 * launcher. Depends on {@code route} and {@code backend}.
 */
package dev.pulsegate.apart.replica;
