/**
 * What crosses a service boundary: channel messages and token claim names, as plain records. No framework, no
 * behaviour; depends on nothing.
 */
package dev.pulsegate.contracts;
