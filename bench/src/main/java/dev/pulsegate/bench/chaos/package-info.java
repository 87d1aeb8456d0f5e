/**
 * Chaos: clients and workers of both kinds at work while every process is killed or frozen in turn, and a checker that
 * reads what all of them saw and says what must not have been. What is seen is a {@code Sight}; {@code HistoryChecker} knows
 * nothing of how it came about. Depends on server for the processes that are killed.
 */
package dev.pulsegate.bench.chaos;
