/** What all benchmarks report alike: the machine they were run on, and their figures in a file. Depends on nothing here. */
package dev.pulsegate.bench.report;
