/**
 * What people, workers and devices do from beginning to end. Each scenario is written once, in an interface, and knows a
 * PulseGate by its addresses alone ({@link dev.pulsegate.scenarios.Site}); a class per way of putting PulseGate together
 * starts one and runs them all. What only one of those ways has to do with is tested where that way is.
 */
package dev.pulsegate.scenarios;
