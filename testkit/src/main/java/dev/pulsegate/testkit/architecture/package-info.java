/**
 * What the design asks of the code's structure, as rules that fail the build. Each module applies them to itself in an
 * {@code ArchitectureTest}: {@link dev.pulsegate.testkit.architecture.ModuleArchitecture} is the entrance. Depends on
 * nothing.
 */
package dev.pulsegate.testkit.architecture;
