/**
 * Request bodies of all routes: how long they may be and take, and how much of them may be in memory at once, decided
 * before any of it is read. A service says by {@code BodyRules} where its routes take more than usual. Depends on
 * memory, problem, tcp and token.
 */
package dev.pulsegate.platform.body;
