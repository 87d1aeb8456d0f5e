/**
 * What the product is compared with: a broadcast server on bare Vert.x that does nothing but write. Depends on nothing
 * else here.
 */
package dev.pulsegate.bench.raw;
