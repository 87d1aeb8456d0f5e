/**
 * The three services as processes of their own on one machine, with database and broker, behind one address: the shape that
 * production has, for trying it. Here are the command line and the order of starting and stopping. Depends on {@code route},
 * {@code backend}, {@code proxy}, {@code replica} and {@code broker}; what the one process needs too is in the module
 * {@code embedded}.
 */
package dev.pulsegate.apart;
