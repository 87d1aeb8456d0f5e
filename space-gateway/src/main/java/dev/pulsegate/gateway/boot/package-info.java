/**
 * What of the gateway is started, wired and stopped, in one place to read: which parts there are ({@code …Beans}), who
 * hears of what and in which order all of it begins and ends ({@code GatewayLifecycle}), and what is done now and then for
 * no feature of its own ({@code Housekeeping}). What a feature does again and again it
 * gives to {@code Tasks} itself, as in every service, and a route it adds to the router stands beside its handler. Nothing depends on this package.
 * Depends on dispatch, event, file, metrics, queue, replica, space, trace, webhook and worker.socketio.
 */
package dev.pulsegate.gateway.boot;
