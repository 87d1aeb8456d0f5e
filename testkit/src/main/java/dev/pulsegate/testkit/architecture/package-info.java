/**
 * What the design asks of the code's structure, as rules that fail the build. Each module applies them to itself in an
 * {@code ArchitectureTest}. Depends on ArchUnit and JUnit only.
 */
package dev.pulsegate.testkit.architecture;
